"""Writers over real, tiny, untrained models made here: what they write is noise, and none of it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import extractive, verbatim, writers
from models.summarizer.abstractive import Abstractive

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
