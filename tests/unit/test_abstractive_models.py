"""Writers over real, tiny, untrained models made here: what they write is noise, and none of it is shown."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import extractive, verbatim, writers
from models.summarizer.abstractive import Abstractive
from models.summarizer.sources import Files, Trust, find

pytestmark = pytest.mark.slow

ARTICLE = "Sergei Lavrov met his Turkish counterpart in Ankara on Friday. Turkey confirmed it on Sunday."


def save_tokenizer(folder: Path) -> int:
    """Save a tokenizer of the article's words with a chat template; its size is returned."""
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    words = ["<pad>", "</s>", "<unk>", *sorted(set(ARTICLE.replace(".", " .").split()))]
    inner = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=64
    )
    tokenizer.chat_template = "{% for m in messages %}{{ m.content }}{% endfor %}"
    tokenizer.save_pretrained(folder)
    return len(words)


@pytest.fixture
def seq2seq(tmp_path: Path) -> str:
    import torch
    from transformers import T5Config, T5ForConditionalGeneration

    torch.manual_seed(0)
    size = save_tokenizer(tmp_path)
    tokens: dict[str, Any] = {"pad_token_id": 0, "eos_token_id": 1, "decoder_start_token_id": 0}
    config = T5Config(vocab_size=size, d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, **tokens)
    T5ForConditionalGeneration(config).save_pretrained(tmp_path)
    return f"seq2seq:{tmp_path}"


@pytest.fixture
def chat(tmp_path: Path) -> str:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(0)
    size = save_tokenizer(tmp_path)
    config = LlamaConfig(
        vocab_size=size, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2,
        pad_token_id=0, eos_token_id=1, bos_token_id=None,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(tmp_path)
    return f"chat:{tmp_path}"


@pytest.mark.parametrize("kind", ["seq2seq", "chat"])
def test_a_model_writes_and_its_noise_is_not_shown(kind: str, request: pytest.FixtureRequest) -> None:
    name = request.getfixturevalue(kind)
    parsed = parser.parse(ARTICLE, clean(ARTICLE))
    summary = Abstractive(name).summarize(parsed, extractive.summarize(parsed, (), (), ()))
    assert summary.points
    assert all(verbatim.check(p, ARTICLE) for p in summary.points)


def test_the_same_model_writes_the_same_twice(chat: str) -> None:
    writer = writers.open_writer(chat)
    assert writer(ARTICLE, 10) == writer(ARTICLE, 10)


def pickled(folder: Path) -> None:
    """Turn a saved model's weights into PyTorch's older format."""
    import torch
    from safetensors.torch import load_file

    weights = folder / "model.safetensors"
    torch.save(load_file(weights), folder / "pytorch_model.bin")
    weights.unlink()


@pytest.mark.parametrize("kind", ["seq2seq", "chat"])
def test_weights_that_can_run_code_are_not_loaded_unless_trusted(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    name = request.getfixturevalue(kind)
    pickled(tmp_path)
    with pytest.raises(writers.SummarizerUnavailable, match="ATTACHE_SUMMARIZER_PICKLE=true"):
        writers.open_writer(name)
    assert isinstance(writers.open_writer(name, trust=Trust(pickle=True))(ARTICLE, 5), str)


def test_a_pickle_beside_safetensors_is_not_touched(chat: str, tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"not even a pickle")
    assert isinstance(writers.open_writer(chat)(ARTICLE, 5), str)


class TestDownloads:
    """Nothing is fetched unless the operator said so."""

    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, Any]]:
        """What the Hub's client is asked for; it has every model in one folder."""
        calls: list[dict[str, Any]] = []

        def snapshot_download(name: str, **options: Any) -> str:
            calls.append({"name": name, **options})
            return str(tmp_path)

        monkeypatch.setattr("huggingface_hub.snapshot_download", snapshot_download)
        return calls

    @pytest.mark.parametrize("allowed", [False, True])
    def test_a_name(self, allowed: bool, asked: list[dict[str, Any]], tmp_path: Path) -> None:
        (tmp_path / "model.safetensors").touch()
        assert find("desk/model", Trust(download=allowed)).folder == str(tmp_path)
        [call] = asked
        assert (call["name"], call["local_files_only"]) == ("desk/model", not allowed)
        assert not any(fnmatch("pytorch_model.bin", pattern) for pattern in call["allow_patterns"])

    def test_a_gguf_file_by_name(self, asked: list[dict[str, Any]], tmp_path: Path) -> None:
        assert find("desk/model/small.gguf", Trust()) == Files(str(tmp_path), "small.gguf")
        assert asked == [{"name": "desk/model", "allow_patterns": ["small.gguf"], "local_files_only": True}]

    def test_what_is_here_is_not_asked_for(
        self, asked: list[dict[str, Any]], chat: str, tmp_path: Path
    ) -> None:
        (tmp_path / "small.gguf").touch()
        find(str(tmp_path), Trust(download=True))
        find(str(tmp_path / "small.gguf"), Trust(download=True))
        assert asked == []


def test_a_model_that_is_not_here_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the Hub's own client, and without a connection: it asks nobody."""
    monkeypatch.setattr("socket.socket.connect", _no_connection)
    with pytest.raises(writers.SummarizerUnavailable, match="ATTACHE_SUMMARIZER_DOWNLOAD=true"):
        writers.open_writer("chat:desk/no-such-model-here")


def _no_connection(*_: object) -> None:
    raise AssertionError("something was asked for over the network")
