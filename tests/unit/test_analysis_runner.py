"""The process with the models: what is wrong with them is the operator's to mend."""

from __future__ import annotations

import pytest
from support.settings import settings

from bot.analysis import ProcessRunner
from bot.core.errors import NeedsOperator
from bot.core.processes import Crashed
from models.types import ModelUnavailable


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ModelUnavailable("The encoder is not installed."), "The encoder is not installed."),
        (Crashed("the analyst died"), "Raise ATTACHE_ANALYSIS_MEGABYTES"),
    ],
)
async def test_models_that_cannot_be_loaded_need_the_operator(
    error: Exception, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner = ProcessRunner(settings())

    async def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(runner._workers, "run", fails)
    with pytest.raises(NeedsOperator, match=told) as caught:
        await runner.warm()
    assert caught.value.exit_status == 78  # which a restart can't mend
    runner.close()
