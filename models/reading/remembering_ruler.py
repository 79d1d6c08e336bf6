# pyright: standard
# Not strict: spaCy is partly untyped.
"""spaCy's attribute ruler with a memory: most of its rules concern one token, and tokens repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

_NAME = "attribute_ruler"
_Key = tuple[int, int, int]
_Values = tuple[int, int, int, int, int]


class RememberingRuler:
    """Gives each token the part of speech, morphology and lemma that a ruler would.

    What a token gets depends on its tag, its dependency and whether it is one of the few words that rules
    name, so the ruler is asked once for each such combination, over a document of that one token. Rules
    over several tokens are left to a ruler of their own.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.pipeline import AttributeRuler

        self._ruler = ruler
        self._vocab = ruler.vocab
        self._over_several = AttributeRuler(ruler.vocab)
        words: set[str] = set()
        rules: list[dict[str, Any]] = [dict(r) for r in ruler.patterns]
        for rule in rules:
            if all(len(pattern) == 1 for pattern in rule["patterns"]):
                words.update(w for (token,) in rule["patterns"] for w in _words(token.get("LOWER", ())))
            else:
                self._over_several.add(**rule)
        self._words = frozenset(ruler.vocab.strings.add(w) for w in words)
        self._known: dict[_Key, _Values] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, its tokens changed in place."""
        for token in doc:
            self._set(token)
        return self._over_several(doc)

    def _set(self, token: Any) -> None:
        lower = token.lower
        key = (token.tag, token.dep, lower if lower in self._words or token.is_space else 0)
        values = self._known.get(key)
        if values is None:
            values = self._known[key] = self._ask(token)
        token.tag, token.dep, token.pos, morph, lemma = values
        token.set_morph(morph)
        if lemma:
            token.lemma = lemma

    def _ask(self, token: Token) -> _Values:
        from spacy.tokens import Doc

        alone = Doc(self._vocab, words=[token.lower_])
        of: Any = alone[0]
        of.tag, of.dep = token.tag, token.dep
        self._ruler(alone)
        return of.tag, of.dep, of.pos, of.morph.key, of.lemma


def _words(rule: str | dict[str, list[str]] | tuple[()]) -> list[str]:
    return [rule] if isinstance(rule, str) else list(rule.get("IN", ())) if rule else []


def remember(nlp: Language) -> None:
    """Put a remembering ruler in the place of the pipeline's own."""
    from spacy.language import Language

    Language.factory("remembering_ruler", func=_make)
    nlp.add_pipe("remembering_ruler", after=_NAME)
    nlp.remove_pipe(_NAME)


def _make(nlp: Language, name: str) -> RememberingRuler:
    ruler: Any = nlp.get_pipe(_NAME)
    return RememberingRuler(ruler)
