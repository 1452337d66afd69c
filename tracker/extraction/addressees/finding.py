"""To whom something was said, by rule: the verb of the cue, and the phrase that it addresses.

A verb addresses somebody by case ("wirft der Regierung vor"), by place ("told reporters") or with a
preposition ("appellierte an den Senat", "called on Congress"); so does a noun ("in an interview with the
Post"). Which verb does what stands in the lexicon. Where nothing is sure, nobody is addressed.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.extraction.addressees.lexicon import AddresseeLexicon, Addressing, Government, addressee_lexicon
from tracker.extraction.addressees.phrases import Phrase, Phrases, phrases_over
from tracker.extraction.addressees.words import ReadToken, words_to_read
from tracker.extraction.document.document import Document
from tracker.extraction.statements import Draft, NamedSpan, Span, Spans

_WORD = re.compile(r"\S*\w\S*")
_FURTHEST_IN = 4  # words between "in" and "interview"
_MOST_ADVERBS = 2  # between a verb and its object or preposition in a language that tells nothing by case


@dataclass(frozen=True, slots=True)
class _Clause:
    """What is read: the tokens with their phrases, and whether the speaker is among what is known."""

    phrases: Phrases
    found: list[Phrase]
    speaker_known: bool
    cue_known: bool

    @property
    def tokens(self) -> Sequence[ReadToken]:
        return self.phrases.tokens

    @property
    def lexicon(self) -> AddresseeLexicon:
        return self.phrases.lexicon


def addressee_of(document: Document, draft: Draft, names: Sequence[NamedSpan]) -> Spans:
    """The words that name to whom a draft's quote was said, or nothing; `draft.addressee` is not read.

    `names` are those of the article in reading order. The span is a whole noun phrase without its preposition
    and apposition, outside direct speech, speaker and cue. FileNotFoundError is raised where
    the language has no lexicon.
    """
    clause = _clause_of(document, draft, names)
    phrase = _addressed(clause)
    return (_span_of(clause, phrase),) if phrase is not None else ()


def with_addressee(document: Document, draft: Draft, names: Sequence[NamedSpan]) -> Draft:
    """The draft with its addressee, and without the words of its speaker that name the addressee for sure.

    The model takes both for speakers: "Sie" and "den Rat" in "Sie warnte den Rat". Arguments and errors are
    those of `addressee_of`.
    """
    addressee = addressee_of(document, draft, names)
    if addressee or not draft.speaker or not addressee_lexicon(document.language).words.cases:
        return replace(draft, addressee=addressee)
    clause = _clause_of(document, replace(draft, speaker=()), names)
    phrase = _addressed(clause)
    if phrase is None or not _is_no_speaker(clause, phrase, draft.speaker):
        return replace(draft, addressee=())
    taken = _span_of(clause, phrase)
    prepositions = clause.phrases.grammar.prepositions
    told = _is_told(clause)
    rest = _untouched(draft.speaker, taken) if told else _without(document.text, draft.speaker, taken, prepositions)
    return replace(draft, speaker=rest, addressee=(taken,))


def _clause_of(document: Document, draft: Draft, names: Sequence[NamedSpan]) -> _Clause:
    lexicon = addressee_lexicon(document.language)
    tokens = words_to_read(document, draft, content_too=not lexicon.words.cases)
    phrases = phrases_over(tokens, _names_within(names, tokens), lexicon, document.language)
    return _Clause(phrases, phrases.all(), bool(draft.speaker), any(token.cue for token in tokens))


def _addressed(clause: _Clause) -> Phrase | None:
    return next((phrase for rule in _RULES if (phrase := rule(clause)) is not None), None)


def _span_of(clause: _Clause, phrase: Phrase) -> Span:
    return Span(clause.tokens[phrase.first].start, clause.tokens[phrase.end - 1].end)


def _is_no_speaker(clause: _Clause, phrase: Phrase, speaker: Spans) -> bool:
    """Whether a phrase among the speaker's words is certain to name no speaker."""
    span = _span_of(clause, phrase)
    if not any(span.start < each.end and each.start < span.end for each in speaker):
        return False
    shows_case = "nominative" not in phrase.cases or bool(phrase.preposition)
    stands_apart = len(speaker) > 1 and span in speaker[1:]
    return shows_case or stands_apart or _is_told(clause)


def _is_told(clause: _Clause) -> bool:
    """Whether the cue is in the passive: who is told something doesn't say it."""
    return any(_is_passive(clause, at, way) for at, way in _ways(clause))


def _untouched(spans: Spans, taken: Span) -> Spans:
    return tuple(span for span in spans if span.end <= taken.start or taken.end <= span.start)


def _without(text: str, spans: Spans, taken: Span, prepositions: frozenset[str]) -> Spans:
    """What the spans cover besides what is taken and the prepositions before it."""
    pieces: list[Span] = []
    for span in spans:
        for start, end in ((span.start, min(span.end, taken.start)), (max(span.start, taken.end), span.end)):
            words = list(_WORD.finditer(text, start, end))
            while words and words[-1].group().lower() in prepositions:
                words.pop()
            if words:
                pieces.append(Span(words[0].start(), words[-1].end()))
    return tuple(pieces)


def _names_within(names: Sequence[NamedSpan], tokens: Sequence[ReadToken]) -> Sequence[NamedSpan]:
    if not tokens:
        return ()
    first = bisect_left(names, tokens[0].start, key=lambda name: name.span.start)
    last = bisect_left(names, tokens[-1].end, key=lambda name: name.span.start)
    return names[first:last]


def _by_object(clause: _Clause) -> Phrase | None:
    """Whoever is the object of a verb, or the subject of one in the passive."""
    for at, way in _ways(clause):
        if way.government is Government.PREPOSITION:
            continue
        phrase = _object_by_case(clause, at, way) if clause.lexicon.words.cases else _object_by_place(clause, at, way)
        if phrase is not None:
            return phrase
    return None


def _ways(clause: _Clause) -> Iterator[tuple[int, Addressing]]:
    """The verbs that may address somebody, with their tokens: those of the cue, if there is one."""
    for at, token in enumerate(clause.tokens):
        if (clause.cue_known and not token.cue) or token.speaker:
            continue
        if clause.lexicon.words.cases and token.is_capitalised and at > 0:
            continue
        ways = clause.lexicon.verbs.get(token.text) or clause.lexicon.verbs.get(token.lower, ())
        there = [way for way in ways if way.particle is None or _particle(clause, at, way.particle) is not None]
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
        near = _without_subject(clause, near)
    fitting = [
        phrase
        for phrase in near
        if case in phrase.cases and not clause.phrases.hears_nothing(phrase.head) and _is_sure(clause, phrase)
    ]
    if way.government is Government.LISTENER:
        fitting = [phrase for phrase in fitting if _is_sure_listener(clause, phrase)]
    return fitting[0] if fitting else None


def _has_preposition(clause: _Clause, phrase: Phrase) -> bool:
    return bool(phrase.preposition) or _word_behind(clause, phrase) in clause.lexicon.words.phrase.postpositions


def _word_behind(clause: _Clause, phrase: Phrase) -> str:
    return clause.tokens[phrase.end].lower if phrase.end < len(clause.tokens) else ""


def _is_sure(clause: _Clause, phrase: Phrase) -> bool:
    """Whether a phrase shows its case, or else names somebody who can listen."""
    # What is said is no phrase where it is a clause of its own: "werfen Miller vor, er habe ...".
    return phrase.first != phrase.head or clause.cue_known or clause.phrases.can_listen(phrase)


def _is_sure_listener(clause: _Clause, phrase: Phrase) -> bool:
    """Whether a phrase in the dative is somebody who listens, and neither a genitive nor the speaker."""
    before = clause.tokens[phrase.first - 1] if phrase.first else None
    if before is not None and before.speaker and "genitive" in phrase.cases:
        return clause.phrases.grammar.noun(before.lower) is None
    return clause.phrases.can_listen(phrase)


def _without_subject(clause: _Clause, near: list[Phrase]) -> list[Phrase]:
    """The phrases without the first that may be the subject and those joined to it."""
    number = next((number for number, phrase in enumerate(near) if "nominative" in phrase.cases), len(near))
    end = number + 1
    while end < len(near) and _is_joined(clause, near[end - 1], near[end]):
        end += 1
    return near[:number] + near[end:]


def _is_joined(clause: _Clause, phrase: Phrase, following: Phrase) -> bool:
    between = clause.tokens[phrase.end : following.first]
    return len(between) == 1 and between[0].lower in clause.lexicon.words.phrase.coordinating


def _is_passive(clause: _Clause, at: int, way: Addressing) -> bool:
    """Whether the verb at `at` is a participle with the auxiliary of the passive."""
    verb = clause.tokens[at].lower
    if verb in (way.lemma.replace("|", ""), way.lemma.rpartition("|")[2]) or verb.endswith(
        clause.lexicon.words.passive.not_participles
    ):
        return False
    segments = {token.segment for token in clause.tokens if token.cue} | {clause.tokens[at].segment}
    return any(
        token.lower in clause.lexicon.passive and token.segment in segments
        for number, token in enumerate(clause.tokens)
        if number != at
    )


def _main_phrases(clause: _Clause, at: int, way: Addressing) -> list[Phrase]:
    """The phrases in the stretches of the verb and its particle, then the first of all."""
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
    if phrase.first > at and _word_behind(clause, phrase) in clause.lexicon.words.verbs.subject_before:
        return None
    if way.government is Government.LISTENER and not _listens(clause, phrase):
        return None
    return phrase if "accusative" in phrase.cases else None


def _listens(clause: _Clause, phrase: Phrase) -> bool:
    """Whether somebody is addressed by a verb with other objects, too: what follows may tell."""
    return _word_behind(clause, phrase) in clause.lexicon.words.verbs.listener_before or clause.phrases.can_listen(
        phrase
    )


def _right_behind(clause: _Clause, at: int) -> Phrase | None:
    """The phrase that follows a verb, behind an adverb at most."""
    for phrase in clause.found:
        if at < phrase.first:
            between = clause.tokens[at + 1 : phrase.first]
            return phrase if _are_adverbs(clause, between) else None
    return None


def _are_adverbs(clause: _Clause, between: Sequence[ReadToken]) -> bool:
    endings = clause.lexicon.words.phrase.adverb_endings
    return len(between) <= _MOST_ADVERBS and all(token.lower.endswith(endings) for token in between)


def _after_auxiliary(clause: _Clause, at: int) -> bool:
    before = clause.tokens[max(0, at - 3) : at]
    return any(token.lower in clause.lexicon.passive for token in before)


def _before_auxiliary(clause: _Clause, at: int) -> Phrase | None:
    """The phrase that ends where the verb with its auxiliaries begins."""
    before = [phrase for phrase in clause.found if phrase.end <= at]
    between = clause.tokens[before[-1].end : at] if before else ()
    verbal = all(token.cue or token.lower in clause.lexicon.passive for token in between)
    return before[-1] if before and verbal else None


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
    if clause.lexicon.words.cases:
        after_noun = any(other.end == phrase.first - 1 for other in clause.found)
        case = clause.lexicon.words.case_after[phrase.preposition]
        fits = case in phrase.cases and clause.tokens[phrase.first].segment in _near(clause, at, way)
        return fits and not (after_noun and phrase.preposition in clause.lexicon.words.of_nouns)
    between = clause.tokens[at + 1 : max(phrase.first - 1, at + 1)]
    return at < phrase.first - 1 and _are_adverbs(clause, between)


def _is_audience(clause: _Clause, phrase: Phrase) -> bool:
    lexicon = clause.lexicon
    if phrase.preposition in lexicon.words.audience.prepositions:
        return clause.tokens[phrase.head].lower in lexicon.words.audience.words
    return phrase.preposition not in lexicon.words.also_of_things or clause.phrases.can_listen(phrase)


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
        if clause.tokens[phrase.first - 2].text in nouns and _says_where(clause, phrase):
            return phrase
    return None


def _says_where(clause: _Clause, phrase: Phrase) -> bool:
    """Whether a noun with its phrase belongs to the cue: it stands in its stretch, and behind an "in"."""
    before = clause.tokens[max(0, phrase.first - 2 - _FURTHEST_IN) : phrase.first - 2]
    behind = clause.lexicon.words.nouns.behind
    placed = not behind or any(token.lower in behind for token in before)
    return placed and _in_cue_clause(clause, phrase)


def _in_cue_clause(clause: _Clause, phrase: Phrase) -> bool:
    segment = clause.tokens[phrase.first].segment
    return not clause.cue_known or any(token.cue and token.segment == segment for token in clause.tokens)


def _by_participle(clause: _Clause) -> Phrase | None:
    """Whoever a participle addresses: "an die Eltern gewandt"."""
    lexicon = clause.lexicon
    for phrase in clause.found:
        addressed = _word_behind(clause, phrase) in lexicon.words.addressed_by.words
        if addressed and phrase.preposition in lexicon.words.addressed_by.prepositions:
            return phrase
    return None


_RULES: tuple[Callable[[_Clause], Phrase | None], ...] = (
    _by_object,
    _by_preposition_of_verb,
    _by_preposition_of_any,
    _by_participle,
    _by_noun,
)
