# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""Bigger models behind one call: ``writer(article, words) -> text``. Loaded from a name or a local path."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.summarizer.sources import Files, SummarizerUnavailable, Trust, find

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Writer = Callable[[str, int], str]

NOTHING_MORE = Trust()
INPUT_TOKENS = 1000
PROMPT = (
    "Summarize the news article below in about {words} words. Use only sentences and words of the article, "
    "keep who said what, and add nothing.\n\n{article}"
)


def open_writer(name: str, device: str = "cpu", threads: int = 2, trust: Trust = NOTHING_MORE) -> Writer:
    """The model called ``seq2seq:<name or path>`` or ``chat:<name or path>``; a path may be a GGUF file.

    It has to be on this machine and in safetensors unless ``trust`` allows more. Raises ValueError for
    another kind of name and SummarizerUnavailable where the model does not load.
    """
    kind, _, model = name.partition(":")
    if kind not in {"seq2seq", "chat"} or not model:
        raise ValueError(f"Unknown summarizer {name!r}. Use extractive, seq2seq:<model> or chat:<model>.")
    try:
        files = find(model, trust)
        return _seq2seq(files, device, threads, trust) if kind == "seq2seq" else _chat(files, device, trust)
    except (OSError, ValueError, ImportError, KeyError) as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise SummarizerUnavailable(
            f"The summarizer {name} cannot be loaded: {reason}. "
            "Check ATTACHE_SUMMARIZER, or set it to extractive."
        ) from error


def _loading(files: Files, trust: Trust) -> dict[str, Any]:
    """How transformers is to load these files: nothing from elsewhere, and no code unless it is trusted."""
    if files.gguf:
        return {"gguf_file": files.gguf, "local_files_only": True}
    return {"local_files_only": True, "use_safetensors": None if trust.pickle else True}


def _seq2seq(files: Files, device: str, threads: int, trust: Trust) -> Writer:
    """An encoder-decoder: through CTranslate2 in int8 on a CPU where that can be, else transformers."""
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(files.folder, local_files_only=True)
    if device == "cpu":
        with tempfile.TemporaryDirectory(prefix="attache-ct2-") as scratch:  # read into memory, then removed
            converted = _converted(files.folder, Path(scratch) / "model")
            if converted is not None:
                return _through_ctranslate2(converted, tokenizer, threads)
    from transformers import AutoModelForSeq2SeqLM

    model: Any = AutoModelForSeq2SeqLM.from_pretrained(files.folder, **_loading(files, trust))
    model = model.to(device).eval()
    return lambda article, words: _generate_seq2seq(model, tokenizer, article, words)


def _converted(model: str, folder: Path) -> str | None:
    """The model in int8, made in ``folder``; None where CTranslate2 is missing or does not know it."""
    try:
        from ctranslate2.converters import TransformersConverter
    except ImportError:
        return None
    try:
        TransformersConverter(model).convert(str(folder), quantization="int8")
    except (ValueError, OSError, KeyError, AttributeError, NotImplementedError):
        return None  # an architecture or a version that CTranslate2 does not know; transformers does
    return str(folder)


def _through_ctranslate2(folder: str, tokenizer: PreTrainedTokenizerBase, threads: int) -> Writer:
    import ctranslate2

    translator = ctranslate2.Translator(folder, device="cpu", intra_threads=threads, compute_type="int8")

    def write(article: str, words: int) -> str:
        ids = tokenizer(article, truncation=True, max_length=_room(tokenizer))["input_ids"]
        source = tokenizer.convert_ids_to_tokens(ids)
        result = translator.translate_batch(
            [source], beam_size=4, max_decoding_length=2 * words, no_repeat_ngram_size=3
        )
        made = tokenizer.convert_tokens_to_ids(result[0].hypotheses[0])
        return str(tokenizer.decode(made, skip_special_tokens=True))

    return write


def _generate_seq2seq(model: Any, tokenizer: PreTrainedTokenizerBase, article: str, words: int) -> str:
    import torch

    batch = tokenizer(article, truncation=True, max_length=_room(tokenizer), return_tensors="pt")
    with torch.inference_mode():
        made = model.generate(
            input_ids=batch["input_ids"].to(model.device),
            attention_mask=batch["attention_mask"].to(model.device),
            max_new_tokens=2 * words,
            num_beams=4,
            no_repeat_ngram_size=3,
            do_sample=False,
        )
    return str(tokenizer.decode(made[0], skip_special_tokens=True))


def _chat(files: Files, device: str, trust: Trust) -> Writer:
    """An instruction model with a chat template, from a folder or a GGUF file."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    gguf = {"gguf_file": files.gguf} if files.gguf else {}
    tokenizer = AutoTokenizer.from_pretrained(files.folder, local_files_only=True, **gguf)
    model: Any = AutoModelForCausalLM.from_pretrained(files.folder, **_loading(files, trust))
    model = model.to(device).eval()

    def write(article: str, words: int) -> str:
        prompt = PROMPT.format(words=words, article=article)
        chat = [{"role": "user", "content": prompt}]
        if tokenizer.chat_template:
            prompt = str(tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True))
        batch = tokenizer(prompt, return_tensors="pt", add_special_tokens=not tokenizer.chat_template)
        ids = batch["input_ids"].to(model.device)
        with torch.inference_mode():
            made = model.generate(
                input_ids=ids,
                attention_mask=batch["attention_mask"].to(model.device),
                max_new_tokens=2 * words,
                do_sample=False,
                pad_token_id=tokenizer.pad_token_id or tokenizer.eos_token_id,
            )
        return str(tokenizer.decode(made[0, ids.shape[1] :], skip_special_tokens=True))

    return write


def _room(tokenizer: PreTrainedTokenizerBase) -> int:
    """How many tokens the model reads; tokenizers without a limit say a number beyond all bounds."""
    limit = int(tokenizer.model_max_length)
    return min(INPUT_TOKENS, limit) if limit > 0 else INPUT_TOKENS
