"""Lemmas to their inflected forms, by the rules and irregular forms in the lexicon.

A general lemmatiser was measured and left out: its German
dictionary takes two seconds and a hundred megabytes to load, which one article must not wait for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from tracker.lexicon import load


class WordClass(StrEnum):
    """What inflects how."""

    VERB = "verb"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class InflectionRule:
    """The forms of the lemmas that end as `ending` says: ~ stands for the lemma without its last `cut` letters."""

    ending: str
    cut: int
    forms: tuple[str, ...]


@dataclass(frozen=True)
class InflectionWords:
    """The lexicon `inflection`. The first of the rules whose ending a lemma has makes its forms.

    `nouns_capitalised` says that a noun has a capital letter and other words have not, but at a sentence's beginning.
    """

    nouns_capitalised: bool
    verb: tuple[InflectionRule, ...]
    noun: tuple[InflectionRule, ...]
    irregular_verbs: Mapping[str, tuple[str, ...]]
    irregular_nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    participle_prefix: str = ""
    infinitive_particle: str = ""


def inflection_of(language: str) -> InflectionWords:
    """How the words of a language inflect; FileNotFoundError where it has no lexicon of that."""
    return load(InflectionWords, "inflection", language)


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
    infinitive = particle + inflection_of(language).infinitive_particle + base
    return frozenset({particle + form for form in forms} | {infinitive})


def _regular_forms(lemma: str, word_class: WordClass, language: str) -> Iterator[str]:
    """The forms of the first rule whose ending the lemma has."""
    inflection = inflection_of(language)
    for rule in inflection.verb if word_class is WordClass.VERB else inflection.noun:
        if re.search(f"(?:{rule.ending})$", lemma):
            stem = lemma[: len(lemma) - rule.cut]
            doubled = stem + stem[-1]
            yield from (form.replace("~~", doubled).replace("~", stem) for form in rule.forms)
            return


def _irregular_forms(lemma: str, word_class: WordClass, language: str) -> Iterator[str]:
    """The irregular forms of the lemma and of the verbs that it ends in, with its prefix before these."""
    inflection = inflection_of(language)
    if word_class is WordClass.NOUN:
        yield from inflection.irregular_nouns.get(lemma, ())
        return
    for base, forms in inflection.irregular_verbs.items():
        if not lemma.endswith(base):
            continue
        prefix = lemma.removesuffix(base)
        yield from (prefix + form for form in forms)
        if prefix:
            yield from (prefix + form.removeprefix(inflection.participle_prefix) for form in forms)
