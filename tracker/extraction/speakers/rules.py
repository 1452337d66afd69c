"""The rules: one pass through the article, in which every name, description and pronoun is looked at in turn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tracker.extraction.speakers.answers import NOBODY, NOWHERE, Answer, Around, of_entity
from tracker.extraction.speakers.antecedents import Antecedents
from tracker.extraction.speakers.continuation import continue_speakers, outer_statements, source_before
from tracker.extraction.speakers.discourse import MODIFIER, OBJECT, SPEAKER, SUBJECT, Discourse
from tracker.extraction.speakers.grammar import Grammar
from tracker.extraction.speakers.interviews import Interview
from tracker.extraction.speakers.name_words import is_label
from tracker.extraction.speakers.noun_phrases import NounPhrase, noun_phrase_at
from tracker.extraction.speakers.phrases import is_modifier
from tracker.extraction.speakers.referents import Entity, Occurrence, Referents
from tracker.extraction.speakers.tokens import CLITICS, Tokens
from tracker.extraction.speakers.wording import Wording
from tracker.extraction.statements import Draft, Kind, Resolution, Span

_SPOKEN_FOR = 0.8  # what the organisation weighs beside the spokesperson without a name
_NAMELESS = 0.6  # what a description of somebody without a name weighs, where it is not a speaker's


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a speaker or addressee: tokens `first` up to `end`, of draft number `draft`."""

    first: int
    end: int
    draft: int
    is_speaker: bool


class Rules:
    """Who speaks and who is addressed in each draft: `speakers` and `addressees`, in the drafts' order."""

    def __init__(self, tokens: Tokens, drafts: Sequence[Draft], referents: Referents, grammar: Grammar) -> None:
        self.tokens = tokens
        self.drafts = drafts
        self.referents = referents
        self.grammar = grammar
        self.speakers: list[Answer] = [NOBODY] * len(drafts)
        self.addressees: list[Answer] = [NOBODY] * len(drafts)
        self.discourse = Discourse()
        self._antecedents = Antecedents(tokens, referents, self.discourse, grammar)
        self._wording = Wording(self._antecedents)
        self._outer = outer_statements(drafts)
        self._indirect = self._in_indirect_speech()
        self._verbatim = self._around_verbatim_words()
        self._weights: dict[int, float] = {}
        self._spoke_last: tuple[Entity, ...] = ()
        self._subject_of_sentence: dict[int, bool] = {}
        self._first_person: list[Question] = []
        self.pronouns: dict[int, Answer] = {}  # whom those mean that are nobody's speaker, by their tokens' numbers
        self._read()

    def _in_indirect_speech(self) -> bytearray:
        inside = bytearray(len(self.tokens))
        for draft in self.drafts:
            own = {number for span in draft.speaker for number in self.tokens.within(span)}
            for span in draft.quote:
                for number in self.tokens.within(span):
                    if number not in own:
                        inside[number] = 1
        return inside

    def _around_verbatim_words(self) -> dict[int, Around]:
        """For the tokens of direct quotes whose speaker is named: whoever *she* is there, it isn't who speaks."""
        return {
            number: Around(excluded=speaking)
            for draft in self.drafts
            if draft.kind is Kind.DIRECT and (speaking := self._speaking_by_name(draft.speaker))
            for span in draft.quote
            for number in self.tokens.within(span)
        }

    def _read(self) -> None:
        questions = self._questions()
        occurrences = {o.first: o for o in self.referents.occurrences}
        done: dict[tuple[int, int], Answer] = {}
        number = 0
        while number < len(self.tokens):
            here = questions.get(number, ())
            for question in here:
                key = (question.first, question.end)
                if key not in done:
                    done[key] = self._answer_question(question)
                self._file(question, done[key])
            if here:
                behind = max(number + 1, max(question.end for question in here))
            elif number in occurrences:
                self._note_occurrence(occurrences[number])
                behind = occurrences[number].end
            else:
                behind = self._read_other(number)
            # a phrase may run over where a question begins: "vom" is part of the phrase, not of the speaker
            between = range(number + 1, behind)
            number = next((inside for inside in between if inside in questions), behind) if between else behind
        self._answer_first_person()

    def continue_speakers(self) -> None:
        """Give statements without a speaker's words to whoever is speaking there."""
        continue_speakers(self.speakers, self.drafts, self._outer, self.tokens, self.referents)

    def _questions(self) -> dict[int, list[Question]]:
        questions: dict[int, list[Question]] = {}
        for number, draft in enumerate(self.drafts):
            for spans, is_speaker in ((draft.speaker, True), (draft.addressee, False)):
                ranges = [self.tokens.within(span) for span in spans]
                ranges = [self._with_whole_names(r) for r in ranges if len(r)]
                if ranges:
                    words = self._best_range(ranges)
                    first, end = self._wording.trimmed(words.start, words.stop)
                    if first < end:
                        questions.setdefault(first, []).append(Question(first, end, number, is_speaker))
        return questions

    def _best_range(self, ranges: list[range]) -> range:
        """Of a speaker in several pieces the one with a name, else the first."""
        for words in ranges:
            if self.referents.within(words.start, words.stop):
                return words
        return ranges[0]

    def _with_whole_names(self, words: range) -> range:
        """The words with the rest of a name of which they have only a part."""
        start, stop = words.start, words.stop
        for occurrence in self.referents.crossing(start):
            start = occurrence.first
        for occurrence in self.referents.crossing(stop):
            stop = occurrence.end
        return range(start, stop)

    def _file(self, question: Question, answer: Answer) -> None:
        target = self.speakers if question.is_speaker else self.addressees
        target[question.draft] = answer

    def _answer_question(self, question: Question) -> Answer:
        first, end = question.first, question.end
        if self._is_somebody_of_mine(first, end):
            return NOBODY
        if self.tokens.lower(first) in self.grammar.first_person and end - first <= 2:
            self._first_person.append(question)
            return NOBODY
        answer = self._meant(question)
        weight = SPEAKER if question.is_speaker else OBJECT
        self._note(answer, first, weight, own=question.is_speaker)
        if question.is_speaker:
            self._spoke_last = answer.entities if answer.unnamed is None else (answer.unnamed,)
        self._wording.ended[end] = answer
        if answer.unnamed is not None and answer.entities:
            self._note(replace(answer, unnamed=None), first, weight * _SPOKEN_FOR, own=question.is_speaker)
        for occurrence in self.referents.within(first, end):
            for entity in occurrence.entities if len(occurrence.entities) == 1 else ():
                if entity not in answer.entities:
                    self.discourse.add(entity, occurrence.first, self.tokens[first], MODIFIER)
        return answer

    @cached_property
    def _interview(self) -> Interview:
        """Who asks and answers, looked for once, and only where an answer has no name before it."""
        return Interview(self.tokens, self.referents, self.grammar)

    def _is_somebody_of_mine(self, first: int, end: int) -> bool:
        """*my husband*, without a name."""
        possessive = self.tokens.lower(first) in self.grammar.first_person_possessive
        return possessive and end - first > 1 and not self.referents.within(first, end)

    def _note(self, answer: Answer, number: int, weight: float, own: bool = False) -> None:
        """Bring those meant to the foreground."""
        token = self.tokens[number]
        indirect = bool(self._indirect[number]) and not own
        meant = answer.entities if answer.unnamed is None else (answer.unnamed,)
        for entity in meant:
            self.discourse.add(entity, number, token, weight, indirect)
        if len(answer.entities) == 2:
            self.discourse.add_pair(answer.entities, token, indirect)

    def _note_occurrence(self, occurrence: Occurrence) -> None:
        entity = self._wording.one_of(occurrence)
        if entity is None:
            return
        answer = Answer((entity,), Resolution.NAME)
        weight = self._weight(occurrence.phrase_first, occurrence.genitive)
        if self.tokens.lower(occurrence.phrase_first - 1) in self.grammar.conjunctions:
            weight = self._weights.get(self._before_brackets(occurrence.phrase_first - 1), weight)
        self._weights[occurrence.end] = weight
        self._note(answer, occurrence.first, weight)
        if not occurrence.genitive:
            self._wording.ended[occurrence.end] = self._wording.ended[occurrence.phrase_end] = answer
        self._note_pair(occurrence, entity)

    def _note_pair(self, occurrence: Occurrence, entity: Entity) -> None:
        conjunction = occurrence.phrase_first - 1
        if self.tokens.lower(conjunction) not in self.grammar.conjunctions:
            return
        before = self._wording.ended.get(self._before_brackets(conjunction))
        if before is not None and len(before.entities) == 1 and before.entities[0] is not entity:
            indirect = bool(self._indirect[occurrence.first])
            self.discourse.add_pair((before.entities[0], entity), self.tokens[occurrence.first], indirect)

    def _before_brackets(self, end: int) -> int:
        """Where words end that have a few more in brackets behind them: *Hans Meier (CDU)*."""
        if self.tokens.lower(end - 1) == ")":
            for number in range(end - 2, max(0, end - 6), -1):
                if self.tokens.lower(number) == "(":
                    return number
        return end

    def _weight(self, first: int, genitive: bool) -> float:
        """The part of a phrase in its sentence: the first without a preposition counts as the subject."""
        before, word = self.tokens.lower(first - 1), self.tokens.lower(first)
        if genitive:
            return MODIFIER
        if before in self.grammar.prepositions or word in self.grammar.oblique:
            return OBJECT
        sentence = self.tokens[first].sentence
        if self._subject_of_sentence.get(sentence):
            return OBJECT
        self._subject_of_sentence[sentence] = True
        return SUBJECT

    def _read_other(self, number: int) -> int:
        """A description or pronoun that is nobody's speaker; returns the number of the next token to read."""
        word = self.tokens.lower(number)
        if word in self.grammar.pronouns:
            entity = self._antecedents.of_pronoun(number, self._verbatim.get(number, NOWHERE))
            if entity is not None:
                self.pronouns[number] = answer = Answer((entity,), Resolution.PRONOUN)
                self._note(answer, number, self._weight(number, False))
            return number + 1
        if not self.grammar.is_determiner(word):
            return number + 1
        phrase = noun_phrase_at(self.tokens, number, len(self.tokens), self.grammar)
        if phrase is None or self.referents.within(number + 1, phrase.end + 1):
            return number + 1
        if not self._is_apposition(number, phrase):
            self._note_description(phrase)
        return phrase.end

    def _note_description(self, phrase: NounPhrase) -> None:
        answer = self._wording.description(phrase, NOWHERE)
        self._wording.ended[phrase.end] = answer
        if not answer.entities and self.tokens[phrase.first].quoted:
            return
        weight = self._weight(phrase.first, self.tokens.lower(phrase.end) in CLITICS)
        self._note(answer, phrase.first, weight if answer.entities else weight * _NAMELESS)

    def _is_apposition(self, number: int, phrase: NounPhrase) -> bool:
        """Whether a phrase says who somebody beside it is: *…, der Minister, …*; *ist ein Politiker*."""
        before = self.tokens.lower(number - 1)
        behind_name = before == "," and number - 1 in self._wording.ended
        predicate = phrase.determiner in self.grammar.indefinite and before in self.grammar.copulas
        return behind_name or predicate or number in self.referents.titles_before_commas

    def _meant(self, question: Question) -> Answer:
        if question.is_speaker and is_label(self.tokens, question.first, self.grammar.conversations.answers):
            return of_entity(self._interview.answering(question.first), Resolution.CONTEXT)
        if self.tokens.lower(question.first) in self.grammar.source_pronouns:
            start = self.tokens[question.first].start
            return source_before(question.draft, start, self.tokens, self.drafts, self.speakers)
        return self._wording.answer(question.first, question.end, self._around(question))

    def _around(self, question: Question) -> Around:
        """What the statement tells about whom its speaker or addressee may be."""
        draft, outer = self.drafts[question.draft], self._outer[question.draft]
        excluded = self._entities_of(draft.addressee if question.is_speaker else draft.speaker)
        if not question.is_speaker:
            excluded = (*excluded, *self.speakers[question.draft].entities)
        behind_quote = question.is_speaker and draft.quote[0].start < self.tokens[question.first].start
        spoke_before = self._spoke_last if behind_quote else ()
        cue = tuple(number for span in draft.cue for number in self.tokens.within(span))
        favoured: tuple[Entity, ...] = ()
        if outer is not None:
            speaking = self.speakers[outer].entities or self._entities_of(self.drafts[outer].speaker)
            if self.drafts[outer].kind is Kind.DIRECT or self.tokens[question.first].quoted:
                excluded = (*excluded, *speaking)
            else:
                favoured = speaking
        return Around(excluded, favoured, spoke_before, cue if question.is_speaker else (), question.is_speaker)

    def _answer_first_person(self) -> None:
        """*ich*, *we*: whoever speaks around it."""
        for question in self._first_person:
            outer = self._outer[question.draft]
            if outer is not None and self.speakers[outer].entities:
                self._file(question, replace(self.speakers[outer], resolution=Resolution.PRONOUN))

    def _speaking_by_name(self, spans: Sequence[Span]) -> tuple[Entity, ...]:
        """Who is named as the speaker: not Berg in *Berg's spokeswoman* or *a spokeswoman for Berg*."""
        for span in spans:
            words = self.tokens.within(span)
            for occurrence in self.referents.within(words.start, words.stop):
                if not is_modifier(self.tokens, occurrence, words.start, words.stop, self.grammar):
                    return occurrence.entities if len(occurrence.entities) == 1 else ()
        return ()

    def _entities_of(self, spans: Sequence[Span]) -> tuple[Entity, ...]:
        """Who is named in some words, without reading them."""
        found = []
        for span in spans:
            numbers = self.tokens.within(span)
            for occurrence in self.referents.within(numbers.start, numbers.stop):
                if len(occurrence.entities) == 1:
                    found.append(occurrence.entities[0])
        return tuple(found[:1])
