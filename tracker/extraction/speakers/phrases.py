"""How the words of a speaker are built: what belongs to whom in *Bidens Sprecherin Jen Psaki*."""

from collections.abc import Sequence

from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.inflection import FEMININE, MASCULINE, PLURAL, SINGULAR, Noun, Sort
from tracker.extraction.speakers.noun_phrases import noun_at
from tracker.extraction.speakers.referents import Occurrence
from tracker.extraction.speakers.tokens import CLITICS, QUOTATION_MARKS, Tokens


def trimmed(tokens: Tokens, first: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """A speaker's tokens without punctuation, prepositions and cue words around them."""
    while first < end and not tokens[first].is_word:
        first += 1
    while end > first and (not tokens[end - 1].is_word and tokens.lower(end - 1) not in (")", *CLITICS)):
        end -= 1
    while end - first > 1 and tokens.lower(first) in grammar.leading and not _is_pronoun(tokens, first, grammar):
        first += 1
    while end - first > 1 and tokens.lower(end - 1) in grammar.leading:
        end -= 1
    return first, end


def _is_pronoun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    return tokens.lower(number) in grammar.pronouns or grammar.is_possessive(tokens.lower(number))


def without_relative_clause(
    tokens: Tokens, first: int, end: int, occurrences: Sequence[Occurrence], grammar: Grammar
) -> int:
    """Where the words end before *, who …*; the article *der* after a comma is taken for a relative pronoun
    only if no noun follows soon and no name fills the apposition. `occurrences`: the names in these words."""
    for number in range(first + 1, end):
        if tokens.lower(number) not in grammar.relative or tokens.lower(number - 1) not in (",", "—", "–"):
            continue
        if not grammar.compounds or not (
            any(noun_at(tokens, n, grammar) for n in range(number + 1, min(end, number + 4)))
            or _fills_apposition(tokens, number + 1, end, occurrences)
        ):
            return number - 1
    return end


def _fills_apposition(tokens: Tokens, first: int, end: int, occurrences: Sequence[Occurrence]) -> bool:
    """*Der Betreiber, die Nordgas GmbH, …*: at most an adjective before a name that is no person's, nothing behind."""
    return any(
        not occurrence.entities[0].is_person
        and occurrence.first - first in (0, 1)
        and (occurrence.end == end or tokens.lower(occurrence.end) == ",")
        for occurrence in occurrences
    )


def conjunction(
    tokens: Tokens, first: int, end: int, occurrences: Sequence[Occurrence], grammar: Grammar
) -> int | None:
    """The first *and* that stands between two parts and not within a name."""
    for number in range(first + 1, end - 1):
        if tokens.lower(number) in grammar.conjunctions and not any(o.first < number < o.end for o in occurrences):
            return number
    return None


def source_noun(tokens: Tokens, first: int, end: int, grammar: Grammar) -> int | None:
    """The noun behind which somebody stands (*Angaben der Polizei*), if the words begin with one."""
    for number in range(first, end):
        word = tokens.lower(number)
        if grammar.nouns_capitalised and not tokens[number].is_capitalised:
            if word in grammar.prepositions:
                return None
            continue
        if word in grammar.sources or (grammar.source_compounds and word.endswith(grammar.source_compounds)):
            return number
        if word in grammar.prepositions or tokens[number].text == ",":
            return None
        if grammar.nouns_capitalised and grammar.noun(word) is not None:
            return None
    return None


def compound_owner(word: str, grammar: Grammar) -> str:
    """What stands before the source noun in a compound: *Polizei*-angaben, *WHO*-Bericht."""
    if "-" in word:
        return word.rsplit("-", 1)[0]
    for ending in sorted(grammar.source_compounds, key=len, reverse=True):
        if word.lower().endswith(ending) and len(word) > len(ending):
            return without_joint(word[: -len(ending)], grammar)
    return ""


def without_joint(part: str, grammar: Grammar) -> str:
    """The first part of a compound as a word of its own: *Regierung* for *regierungs*, but *Behörden*."""
    known, bare = grammar.noun(part.lower()), grammar.inflection.without_genitive(part)
    return bare if known is None or (bare.lower() == known.stem and not known.plural) else part


def is_modifier(tokens: Tokens, occurrence: Occurrence, first: int, end: int, grammar: Grammar) -> bool:
    """Whether a name only tells more of another word: *Bidens* Sprecherin, a spokesman for the *Pentagon*."""
    following = tokens.lower(occurrence.end) if occurrence.end < end else ""
    if occurrence.genitive and following and following != ",":
        after = occurrence.end + (following in CLITICS)
        if after < end and tokens.lower(after) not in (",", "(", *grammar.conjunctions):
            return True
    if not grammar.nouns_capitalised and following and _continues_noun(tokens, occurrence.end, grammar):
        return True
    return _hangs_on_noun_before(tokens, occurrence, first, grammar)


def _continues_noun(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word behind a name is the noun that it tells more of: *GOP fundraisers*, *Reed aides*."""
    token = tokens[number]
    if noun_at(tokens, number, grammar) is not None:
        return True
    other = grammar.function_words | grammar.prepositions | grammar.reflexive | grammar.relative
    ends = token.lower in other or token.lower in grammar.conjunctions
    return token.text.isalpha() and not token.is_capitalised and not ends


def _hangs_on_noun_before(tokens: Tokens, occurrence: Occurrence, first: int, grammar: Grammar) -> bool:
    start = occurrence.phrase_first
    while start > first and tokens[start - 1].text in QUOTATION_MARKS:
        start -= 1
    if start <= first:
        return False
    if tokens.lower(start - 1) in grammar.prepositions or tokens.lower(start) in grammar.prepositions:
        return True
    if tokens.lower(start) in grammar.genitive_determiners and tokens[start - 1].is_word:
        return True
    before = tokens[start - 1]
    if occurrence.genitive and before.is_word and before.is_capitalised:
        return grammar.nouns_capitalised and grammar.noun(before.lower) is not None
    return False


def features_of_possessive(word: str, grammar: Grammar) -> frozenset[str]:
    """Whom a possessive may stand for: *seiner* Meinung, *their* statement."""
    return frozenset(gender for gender in (MASCULINE, FEMININE, PLURAL) if word in grammar.possessives[gender])


def number_of_verb(word: str, grammar: Grammar) -> str | None:
    """ "singular" or "plural" as a verb's form tells, None where it does not."""
    if word in grammar.singular_verbs:
        return SINGULAR
    if word in grammar.plural_verbs:
        return PLURAL
    if not grammar.plural_endings or not word.isalpha():
        return None
    if word.endswith(grammar.plural_endings):
        return PLURAL
    return SINGULAR if word.endswith(grammar.singular_endings) else None


def is_definite_organisation(noun: Noun, word: str, has_country: bool, grammar: Grammar) -> bool:
    """Whether a noun names one organisation with nothing said before: *die Polizei*, *die US-Regierung*."""
    if noun.sort is not Sort.ORGANISATION:
        return False
    if grammar.is_institution(noun) or has_country:
        return True
    prefix = word.rsplit("-", 1)[0] if "-" in word else ""
    return prefix[:1].isupper() and grammar.noun(prefix.lower()) is None
