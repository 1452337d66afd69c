"""To whom something was said, by rule: the verb of the cue, and the phrase that it addresses.

A verb addresses somebody by case ("wirft der Regierung vor"), by place ("told reporters") or with a
preposition ("appellierte an den Senat", "called on Congress"); so does a noun ("in an interview with the
Post"). Which verb does what stands in the lexicon. Where nothing is sure, nobody is addressed.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.extraction.addressed_phrases import SEPARATORS, Phrase, Phrases, Token, phrases_over
from tracker.extraction.addressee_lexicon import Addressing, AddresseeLexicon, Government, addressee_lexicon
from tracker.extraction.paragraphs import sentences
from tracker.extraction.statements import Draft, Kind, NamedSpan, Span, Spans

_TOKEN = re.compile(r"[IVX]+\.(?=\s+[a-zäöü])|[^\W_]+(?:[-.'’&/][^\W_]+)*|\S")
_QUOTED = re.compile(r"„[^“”\"\n]*[“”\"]|“[^”\n]*”|\"[^\"\n]*\"|»[^«\n]*«|«[^»\n]*»|''[^\n]*?''")
_LONGEST_NAME = 5  # words in quotation marks that may be a name; more are speech
_FURTHEST = 600  # characters before and after the cue to read
_NEAREST_VERB = 2  # words between a verb and its preposition in a language that tells nothing by case
_ALSO_OF_NOUNS = frozenset({"von", "an"})
_NEAREST_OBJECT = 2  # adverbs between a verb and its object there


@dataclass(frozen=True, slots=True)
class _Clause:
    """What is read: the tokens with their phrases, and whether the speaker is among what is known."""

    phrases: Phrases
    found: list[Phrase]
    speaker_known: bool
    cue_known: bool

    @property
    def tokens(self) -> Sequence[Token]:
        return self.phrases.tokens

    @property
    def lexicon(self) -> AddresseeLexicon:
        return self.phrases.lexicon


def addressee_of(text: str, draft: Draft, names: Sequence[NamedSpan], language: str) -> Spans:
    """The words that name to whom a draft's quote was said, or nothing; `draft.addressee` is not read.

    `names` are those of the article in reading order. The span is a whole noun phrase without its preposition
    and apposition, outside direct speech, speaker and cue. `language` is "de" or "en"; FileNotFoundError is
    raised where it has no lexicon.
    """
    lexicon = addressee_lexicon(language)
    stretch = _stretch(text, draft, language)
    tokens = _tokens(text, draft, stretch)
    if not tokens:
        return ()
    phrases = phrases_over(tokens, _names_within(names, tokens), lexicon, language)
    clause = _Clause(phrases, phrases.all(), bool(draft.speaker), any(token.cue for token in tokens))
    for rule in _RULES:
        phrase = rule(clause)
        if phrase is not None:
            return (Span(tokens[phrase.first].start, tokens[phrase.end - 1].end),)
    return ()


def _names_within(names: Sequence[NamedSpan], tokens: Sequence[Token]) -> Sequence[NamedSpan]:
    first = bisect_left(names, tokens[0].start, key=lambda name: name.span.start)
    last = bisect_left(names, tokens[-1].end, key=lambda name: name.span.start)
    return names[first:last]


def _stretch(text: str, draft: Draft, language: str) -> Spans:
    """Where to read: the frame; else the sentence of the cue; else a reported statement itself."""
    if draft.frame:
        return draft.frame
    if draft.cue:
        return (_sentence_of(text, draft.cue, language),)
    return draft.quote if draft.kind is Kind.REPORTED else ()


def _sentence_of(text: str, cue: Spans, language: str) -> Span:
    """The sentence that the cue stands in, from what is near it."""
    nearest = max(cue[0].start - _FURTHEST, 0)
    last = min(cue[0].end + _FURTHEST, len(text))
    start = max(nearest, text.rfind("\n", nearest, cue[0].start) + 1)
    for sentence in sentences(text[start:last], language):
        if sentence.start <= cue[0].start - start < sentence.end:
            return Span(start + sentence.start, start + sentence.end)
    return cue[0]


def _tokens(text: str, draft: Draft, stretch: Spans) -> list[Token]:
    """The tokens of the stretch, without direct speech and with a mark for each gap."""
    spoken = _Covered(_speech(text, draft, stretch))
    speaker, cue = _Covered(draft.speaker), _Covered(draft.cue)
    found: list[Token] = []
    segment, last = 0, stretch[0] if stretch else None
    for span in stretch:
        for match in _TOKEN.finditer(text, max(span.start, 0), min(span.end, span.start + 4 * _FURTHEST)):
            if spoken.touches(match.span()):
                continue
            word = match.group()
            after_number = word == "." and found and found[-1].text.isdecimal()
            parted = last is not None and last != span
            segment += parted or (word in SEPARATORS and not after_number)
            is_cue, is_speaker = cue.touches(match.span()), speaker.touches(match.span())
            found.append(Token(word, *match.span(), not (is_cue or is_speaker), is_cue, is_speaker, segment))
            last = span
    return found


class _Covered:
    """Whether a place in the text is covered by spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)

    def touches(self, place: tuple[int, int]) -> bool:
        return any(span.start < place[1] and place[0] < span.end for span in self._spans)


def _speech(text: str, draft: Draft, stretch: Spans) -> Iterator[Span]:
    """What is verbatim there: a direct quote, and whatever stands in quotation marks and is no name."""
    if draft.kind is Kind.DIRECT:
        yield from draft.quote
    for span in stretch:
        for match in _QUOTED.finditer(text, max(span.start, 0), min(span.end, span.start + 4 * _FURTHEST)):
            words = re.findall(r"\w+", match.group())
            if len(words) > _LONGEST_NAME or not words or not words[0][0].isupper():
                yield Span(*match.span())


def _by_object(clause: _Clause) -> Phrase | None:
    """Whoever is the object of a verb, or the subject of one in the passive."""
    for at, way in _ways(clause):
        if way.government is Government.PREPOSITION:
            continue
        phrase = (
            _object_by_case(clause, at, way) if clause.lexicon.cases else _object_by_place(clause, at, way)
        )
        if phrase is not None:
            return phrase
    return None


def _ways(clause: _Clause) -> Iterator[tuple[int, Addressing]]:
    """The verbs that may address somebody, with the numbers of their tokens: those of the cue, if there is one."""
    for at, token in enumerate(clause.tokens):
        if (clause.cue_known and not token.cue) or token.speaker:
            continue
        if clause.lexicon.cases and token.is_capitalised and at > 0:
            continue
        ways = clause.lexicon.verbs.get(token.text) or clause.lexicon.verbs.get(token.lower, ())
        there = [
            way for way in ways if way.particle is None or _particle(clause, at, way.particle) is not None
        ]
        # A particle that stands there belongs to the verb: "rief ... auf" calls nobody.
        separated = any(way.particle for way in there)
        yield from ((at, way) for way in there if way.particle or not separated)


def _particle(clause: _Clause, at: int, particle: str) -> int | None:
    """The particle of the verb at `at`: a word of the cue, or the last of its clause."""
    tokens = clause.tokens
    for number in range(at + 1, len(tokens)):
        if tokens[number].text != particle:
            continue
        if tokens[number].cue or number + 1 == len(tokens) or not tokens[number + 1].is_word:
            return number
    return None


def _object_by_case(clause: _Clause, at: int, way: Addressing) -> Phrase | None:
    passive = _is_passive(clause, at, way)
    case = "dative" if way.government is not Government.ACCUSATIVE else "accusative"
    if passive and case == "accusative":
        case = "nominative"
    near = [phrase for phrase in _main_phrases(clause, at, way) if not _has_preposition(clause, phrase)]
    if not clause.speaker_known and not passive:
        near = _without_subject(near)
    fitting = [
        phrase
        for phrase in near
        if case in phrase.cases and not clause.phrases.hears_nothing(phrase.head) and _is_sure(clause, phrase)
    ]
    if way.government is Government.LISTENER:
        fitting = [phrase for phrase in fitting if _is_sure_listener(clause, phrase)]
    return fitting[0] if fitting else None


def _has_preposition(clause: _Clause, phrase: Phrase) -> bool:
    behind = clause.tokens[phrase.end].lower if phrase.end < len(clause.tokens) else ""
    return bool(phrase.preposition) or behind in clause.lexicon.postpositions


def _is_sure(clause: _Clause, phrase: Phrase) -> bool:
    """Whether a phrase shows its case, or else names somebody who can listen."""
    # Where the content is a clause of its own, the phrase is no thing that is said: "werfen Miller vor, er habe".
    return phrase.first != phrase.head or clause.cue_known or clause.phrases.can_listen(phrase)


def _is_sure_listener(clause: _Clause, phrase: Phrase) -> bool:
    """Whether a phrase in the dative is somebody who listens, and neither a genitive nor the speaker."""
    before = clause.tokens[phrase.first - 1] if phrase.first else None
    if before is not None and before.speaker and "genitive" in phrase.cases:
        return clause.phrases.grammar.noun(before.lower) is None
    return clause.phrases.can_listen(phrase)


def _without_subject(near: list[Phrase]) -> list[Phrase]:
    """The phrases without the first that may be the subject."""
    for number, phrase in enumerate(near):
        if "nominative" in phrase.cases:
            return near[:number] + near[number + 1 :]
    return near


def _is_passive(clause: _Clause, at: int, way: Addressing) -> bool:
    """Whether the verb at `at` is a participle with the auxiliary of the passive."""
    infinitive = way.lemma.replace("|", "")
    if clause.tokens[at].lower in (infinitive, way.lemma.rpartition("|")[2]):
        return False
    segments = {token.segment for token in clause.tokens if token.cue} | {clause.tokens[at].segment}
    return any(
        token.lower in clause.lexicon.passive and token.segment in segments
        for number, token in enumerate(clause.tokens)
        if number != at
    )


def _main_phrases(clause: _Clause, at: int, way: Addressing) -> list[Phrase]:
    """The phrases in the stretches of the verb and its particle, then those in the one that begins the clause."""
    tokens, near = clause.tokens, _near(clause, at, way)
    here = [phrase for phrase in clause.found if tokens[phrase.first].segment in near]
    first = [phrase for phrase in clause.found[:1] if phrase.first <= 1 and phrase not in here]
    return here + first


def _near(clause: _Clause, at: int, way: Addressing) -> set[int]:
    """The stretches between marks in which the verb, its particle and the rest of the cue stand."""
    tokens = clause.tokens
    particle = _particle(clause, at, way.particle) if way.particle else None
    near = {tokens[at].segment} | {token.segment for token in tokens if token.cue}
    return near | ({tokens[particle].segment} if particle is not None else set())


def _object_by_place(clause: _Clause, at: int, way: Addressing) -> Phrase | None:
    if _is_passive(clause, at, way) and _after_auxiliary(clause, at):
        phrase = _before_auxiliary(clause, at)
    else:
        phrase = _right_behind(clause, at)
    if phrase is None or clause.phrases.hears_nothing(phrase.head):
        return None
    if way.government is Government.LISTENER and not clause.phrases.can_listen(phrase):
        return None
    return phrase if "accusative" in phrase.cases else None


def _right_behind(clause: _Clause, at: int) -> Phrase | None:
    """The phrase that follows a verb, behind an adverb at most."""
    for phrase in clause.found:
        if at < phrase.first:
            between = clause.tokens[at + 1 : phrase.first]
            near = len(between) <= _NEAREST_OBJECT and all(
                token.cue or token.lower.endswith("ly") for token in between
            )
            return phrase if near else None
    return None


def _after_auxiliary(clause: _Clause, at: int) -> bool:
    before = clause.tokens[max(0, at - 3) : at]
    return any(token.lower in clause.lexicon.passive for token in before)


def _before_auxiliary(clause: _Clause, at: int) -> Phrase | None:
    """The phrase that ends where the verb with its auxiliaries begins."""
    before = [phrase for phrase in clause.found if phrase.end <= at]
    if not before or any(
        token.is_word and token.open and token.lower not in clause.lexicon.passive
        for token in clause.tokens[before[-1].end : at]
    ):
        return None
    return before[-1]


def _by_preposition_of_verb(clause: _Clause) -> Phrase | None:
    """Whoever a verb addresses with its preposition: "appellierte an den Senat", "called on Congress"."""
    for at, way in _ways(clause):
        if way.government is not Government.PREPOSITION:
            continue
        for phrase in clause.found:
            if phrase.preposition != way.preposition or clause.phrases.hears_nothing(phrase.head):
                continue
            if _belongs(clause, at, phrase, way) and _is_audience(clause, phrase):
                return phrase
    return None


def _belongs(clause: _Clause, at: int, phrase: Phrase, way: Addressing) -> bool:
    """Whether a phrase with a preposition is the verb's, not that of a noun in between."""
    if clause.lexicon.cases:
        after_noun = any(other.end == phrase.first - 1 for other in clause.found)
        case = clause.lexicon.case_after.get(phrase.preposition, "dative")
        fits = case in phrase.cases and clause.tokens[phrase.first].segment in _near(clause, at, way)
        return fits and not (after_noun and phrase.preposition in _ALSO_OF_NOUNS)
    return 0 <= phrase.first - 2 - at <= _NEAREST_VERB and clause.phrases.can_listen(phrase)


def _is_audience(clause: _Clause, phrase: Phrase) -> bool:
    lexicon = clause.lexicon
    if phrase.preposition in lexicon.audience_prepositions:
        return clause.tokens[phrase.head].lower in lexicon.audience
    return lexicon.cases is False or phrase.preposition != "zu" or clause.phrases.can_listen(phrase)


def _by_preposition_of_any(clause: _Clause) -> Phrase | None:
    """Whoever stands behind a preposition that always addresses: "gegenüber der Zeitung"."""
    for phrase in clause.found:
        if phrase.preposition in clause.lexicon.always_with and not clause.phrases.hears_nothing(phrase.head):
            return phrase
    return None


def _by_noun(clause: _Clause) -> Phrase | None:
    """Whoever a noun addresses with its preposition: "in an interview with the Post"."""
    for phrase in clause.found:
        nouns = clause.lexicon.nouns_with.get(phrase.preposition)
        if nouns is None or phrase.first < 2 or clause.phrases.hears_nothing(phrase.head):
            continue
        if clause.tokens[phrase.first - 2].text in nouns and _in_cue_clause(clause, phrase):
            return phrase
    return None


def _in_cue_clause(clause: _Clause, phrase: Phrase) -> bool:
    segment = clause.tokens[phrase.first].segment
    return not clause.cue_known or any(token.cue and token.segment == segment for token in clause.tokens)


def _by_participle(clause: _Clause) -> Phrase | None:
    """Whoever a participle addresses: "an die Eltern gewandt"."""
    for phrase in clause.found:
        behind = clause.tokens[phrase.end].lower if phrase.end < len(clause.tokens) else ""
        if (
            behind in clause.lexicon.addressed_by
            and phrase.preposition in clause.lexicon.addressed_by_prepositions
        ):
            return phrase
    return None


_RULES: tuple[Callable[[_Clause], Phrase | None], ...] = (
    _by_object,
    _by_preposition_of_verb,
    _by_preposition_of_any,
    _by_participle,
    _by_noun,
)
