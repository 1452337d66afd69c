"""The cue and its surroundings, read with the lexicon of acts: which entry stands there, and where."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.extraction.acts.lexicon import ActLexicon, Entry, EntryKind, VerbPlace
from tracker.extraction.document.document import Document
from tracker.extraction.document.tokens import Token
from tracker.extraction.statements import Act, Draft, Kind, Span, Spans

CLAUSE_BREAKS = frozenset('.,;:!?()–—"“”„»«')
_SENTENCE_BREAKS = CLAUSE_BREAKS - {",", ";", "(", ")"}
_FURTHEST = 500  # characters before and after the cue to read
WIDEST_GAP = 3  # words between two neighbouring words of a phrase, or before a noun in which to look for a preposition
_NEAREST_NOUN = 4  # words from a word of attribution to the noun that tells the act


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of the cue's paragraph, and which of the draft's roles it stands in.

    `cue` also holds for the words that are read instead of a cue, `printed_cue` only for the draft's.
    """

    text: str
    span: Span
    cue: bool
    printed_cue: bool
    frame: bool
    content: bool
    speaker: bool

    @property
    def breaks_clause(self) -> bool:
        """Whether a clause ends here: at a mark, or where the content begins."""
        return self.text in CLAUSE_BREAKS or (self.content and not self.cue)


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """An entry found at the word numbered `at`, and the numbers of all words that belong to it."""

    entry: Entry
    at: int
    parts: frozenset[int]


def words_around(document: Document, draft: Draft, cue: Spans) -> list[Word]:
    """The words of the paragraph(s) that the cue stands in, its frame included, as far as they are near."""
    around = (*cue, *draft.frame)
    first, last = min(span.start for span in around), max(span.end for span in around)
    text, nearest = document.text, max(first - _FURTHEST, 0)
    start = max(text.rfind("\n", nearest, first) + 1, nearest)
    end = text.find("\n", last, last + _FURTHEST)
    end = min(last + _FURTHEST, len(text)) if end < 0 else end
    return [
        Word(
            token.text,
            token.span,
            cue=_touches(token, cue),
            printed_cue=_touches(token, draft.cue),
            frame=_touches(token, draft.frame),
            content=_touches(token, draft.quote),
            speaker=_touches(token, draft.speaker),
        )
        for token in document.tokens_at(Span(start, end))
    ]


def _touches(token: Token, spans: Spans) -> bool:
    """Whether a token stands in the spans, if only with a part: "self-|described|"."""
    return any(span.start < token.end and token.start < span.end for span in spans)


def match_of(words: list[Word], kind: Kind, lexicon: ActLexicon) -> EntryMatch | None:
    """The first verb or phrase of the cue that tells an act; else a noun; else a verb that tells none."""
    verbs = [
        match
        for at in cue_words(words)
        if not _is_aside(at, words, lexicon) and (match := _verb_at(at, words, kind, lexicon))
    ]
    telling = [match for match in verbs if match.entry.act is not Act.STATEMENT]
    if telling:
        return telling[0]
    saying = [match for match in verbs if match.entry.lemma not in lexicon.words.carriers.verbs]
    if saying:
        return saying[0]
    return _noun_match(words, bool(verbs), lexicon) or (verbs[0] if verbs else None)


def _is_aside(at: int, words: list[Word], lexicon: ActLexicon) -> bool:
    """Whether a verb that is no printed cue stands in a subordinate clause after the main one."""
    start = clause_around(at, words).start
    after_comma = start > 0 and words[start - 1].text == ","
    return not words[at].printed_cue and after_comma and words[start].text in lexicon.words.subordinators


def cue_words(words: list[Word]) -> list[int]:
    """The numbers of the words that are read as the cue."""
    return [number for number, word in enumerate(words) if word.cue]


def _verb_at(at: int, words: list[Word], kind: Kind, lexicon: ActLexicon) -> EntryMatch | None:
    """The verb or phrase with the most words whose head is the word at `at`."""
    entries = lexicon.entries_of(words[at].text)
    if any(entry.kind is EntryKind.NOUN for entry in entries) and _after_determiner(at, words, lexicon):
        return None
    if lexicon.nouns_capitalised and words[at].text[0].isupper() and not _begins_sentence(at, words):
        return None
    for entry in entries:
        if entry.kind in (EntryKind.NOUN, EntryKind.WORD):
            continue
        parts = _companions(entry, at, words, kind, lexicon)
        if parts is not None:
            return EntryMatch(entry, at, frozenset({at, *parts}))
    return None


def _after_determiner(at: int, words: list[Word], lexicon: ActLexicon) -> bool:
    return at > 0 and words[at - 1].text.lower() in lexicon.words.determiners


def _begins_sentence(at: int, words: list[Word]) -> bool:
    return at == 0 or words[at - 1].text in _SENTENCE_BREAKS


def _companions(entry: Entry, at: int, words: list[Word], kind: Kind, lexicon: ActLexicon) -> Sequence[int] | None:
    """Where the companions of an entry stand whose head stands at `at`, or None if one is missing."""
    if entry.kind is EntryKind.SEPARATED:
        return _particle(entry.companions[0], at, words)
    if lexicon.words.verb_place is VerbPlace.FIRST:
        return _following_companions(entry, at, words, kind)
    near = _near(at, words)
    found = [next((number for number in near if words[number].text in forms), None) for forms in entry.companions]
    present = [number for number in found if number is not None]
    return present if len(present) == len(found) else None


def _particle(forms: frozenset[str], at: int, words: list[Word]) -> Sequence[int] | None:
    """The particle of the separated verb at `at`: in the cue, or where a clause of the frame ends."""
    for number in _near(at, words):
        if number <= at or words[number].text not in forms:
            continue
        if words[number].printed_cue or number + 1 == len(words) or words[number + 1].breaks_clause:
            return (number,)
    return None


def _following_companions(entry: Entry, at: int, words: list[Word], kind: Kind) -> Sequence[int] | None:
    """The companions that follow the head in order, none far from the one before."""
    found = [at]
    for forms in entry.companions:
        for number in range(found[-1] + 1, min(found[-1] + 2 + WIDEST_GAP, len(words))):
            if words[number].breaks_clause and not _begins_content(number, words, kind):
                return None
            if words[number].text.lower() in forms:
                found.append(number)
                break
        else:
            return None
    return found[1:]


def _begins_content(at: int, words: list[Word], kind: Kind) -> bool:
    """Whether the first word of a content may still belong to the cue: "called | on Congress to act"."""
    word, before = words[at], words[at - 1]
    return word.content and not before.content and kind is not Kind.DIRECT and word.text not in CLAUSE_BREAKS


def clause_around(at: int, words: list[Word]) -> range:
    """The words around `at` up to the next marks or to the content."""
    start = at
    while start > 0 and not words[start - 1].breaks_clause:
        start -= 1
    end = at + 1
    while end < len(words) and not words[end].breaks_clause:
        end += 1
    return range(start, end)


def _near(at: int, words: list[Word]) -> list[int]:
    """The cue, its frame, and the clause around the word at `at`, without the content."""
    clause = clause_around(at, words)
    return [
        number for number, word in enumerate(words) if word.cue or number in clause or (word.frame and not word.content)
    ]


def _noun_match(words: list[Word], carried: bool, lexicon: ActLexicon) -> EntryMatch | None:
    """The noun of the cue, or the object of its carrier, or the noun nearest to a word of attribution."""
    cue = cue_words(words)
    if carried:
        near = sorted({number for at in cue for number in _near(at, words) if not words[number].speaker})
        objects = [number for number in (*cue, *near) if _is_object(number, words, lexicon)]
        return _first_noun(objects, words, lexicon, telling=True)
    attributions = [at for at in cue if words[at].text.lower() in lexicon.words.attribution]
    by_attribution = [
        number
        for at in attributions
        for number in sorted(clause_around(at, words), key=lambda number: abs(number - at))
        if abs(number - at) <= _NEAREST_NOUN
    ]
    return _first_noun([*cue, *by_attribution], words, lexicon, telling=False)


def _first_noun(numbers: Sequence[int], words: list[Word], lexicon: ActLexicon, *, telling: bool) -> EntryMatch | None:
    """The first of the words that is a noun of the lexicon; with `telling`, one that tells an act."""
    for number in numbers:
        for entry in lexicon.entries_of(words[number].text):
            if entry.kind is EntryKind.NOUN and not (telling and entry.act is Act.STATEMENT):
                return EntryMatch(entry, number, frozenset({number}))
    return None


def _is_object(at: int, words: list[Word], lexicon: ActLexicon) -> bool:
    """Whether no preposition stands before the noun at `at` that makes it something else than an object."""
    before = (word.text.lower() for word in words[max(at - WIDEST_GAP, 0) : at])
    return not any(word in lexicon.words.carriers.object_not_after for word in before)
