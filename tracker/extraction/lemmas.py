"""Lemmas to their inflected forms, by the rules and irregular forms in the lexicon.

A general lemmatiser was measured and left out: its German
dictionary takes two seconds and a hundred megabytes to load, which one article must not wait for.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from tracker.lexicon import load


class WordClass(StrEnum):
    """What inflects how. The values are those of the inflection lexicon's rules."""

    VERB = "verb"
    NOUN = "noun"


@cache
def forms_of(lemma: str, word_class: WordClass, language: str) -> frozenset[str]:
    """All inflected forms of a lemma, the lemma included.

    A bar marks the particle of a separable verb: the forms of "zurück|weisen" are the unseparated ones.
    Some forms that the rules make are no words of the language; nobody writes them, so they do no harm.
    """
    particle, _, base = lemma.rpartition("|")
    forms = frozenset(
        {base, *_regular_forms(base, word_class, language), *_irregular_forms(base, word_class, language)}
    )
    if not particle:
        return forms
    infinitive = particle + load("inflection", language)["infinitive_particle"] + base
    return frozenset({particle + form for form in forms} | {infinitive})


def _regular_forms(lemma: str, word_class: WordClass, language: str) -> Iterator[str]:
    """The forms of the first rule whose ending the lemma has."""
    for rule in load("inflection", language)[word_class]:
        if re.search(f"(?:{rule['ending']})$", lemma):
            stem = lemma[: len(lemma) - rule["cut"]]
            doubled = stem + stem[-1]
            yield from (form.replace("~~", doubled).replace("~", stem) for form in rule["forms"])
            return


def _irregular_forms(lemma: str, word_class: WordClass, language: str) -> Iterator[str]:
    """The irregular forms of the lemma and of the verbs that it ends in, with its prefix before these."""
    lexicon = load("inflection", language)
    if word_class is WordClass.NOUN:
        yield from lexicon.get("irregular_nouns", {}).get(lemma, ())
        return
    for base, forms in lexicon["irregular_verbs"].items():
        if not lemma.endswith(base):
            continue
        prefix = lemma.removesuffix(base)
        yield from (prefix + form for form in forms)
        if prefix:
            yield from (prefix + form.removeprefix(lexicon.get("participle_prefix", "")) for form in forms)
