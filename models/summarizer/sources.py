# pyright: standard
# Not strict: huggingface_hub is partly untyped.
"""Where a bigger model's files are: on this machine and in safetensors, unless the operator allows more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.types import ModelUnavailable

_SAFE = ["*.json", "*.txt", "*.model", "*.jinja", "*.safetensors"]
_PICKLED = ["*.bin"]


class SummarizerUnavailable(ModelUnavailable):
    """The configured model cannot be loaded; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the operator allows beyond files on this machine in safetensors or GGUF.

    ``download``: a model given by name may be fetched from the Hugging Face Hub. ``pickle``: weights may be
    in PyTorch's older format, which runs whatever code they contain.
    """

    download: bool = False
    pickle: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The folder with a model, and the name of its file in that folder if it is in GGUF."""

    folder: str
    gguf: str | None = None


def find(model: str, trust: Trust) -> Files:
    """The files of a model given by path or name. Raises SummarizerUnavailable if they may not be loaded."""
    path = Path(model).expanduser()
    if path.suffix == ".gguf":
        folder = path.parent if path.is_file() else _from_hub(str(Path(model).parent), [path.name], trust)
        return Files(str(folder), path.name)
    folder = path if path.is_dir() else _from_hub(model, [*_SAFE, *(_PICKLED if trust.pickle else [])], trust)
    if not trust.pickle and not any(folder.glob("*.safetensors")):
        raise SummarizerUnavailable(
            f"The summarizer {model} has no weights in safetensors. Its other formats can run code when they "
            "are loaded: use another model, or set ATTACHE_SUMMARIZER_PICKLE=true if you trust this one."
        )
    return Files(str(folder))


def _from_hub(name: str, patterns: list[str], trust: Trust) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=patterns, local_files_only=not trust.download))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise SummarizerUnavailable(
            f"The summarizer {name} is not on this machine. Check ATTACHE_SUMMARIZER or set it to "
            "extractive, or let a model given by name be downloaded with ATTACHE_SUMMARIZER_DOWNLOAD=true."
        ) from error
