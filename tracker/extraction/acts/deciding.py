"""What was done by saying it: from a statement's cue and its surroundings to an act.

The cue's words are looked up in the lexicon by their forms. A verb or phrase that names an act tells it; else
an act noun that a colourless verb carries ("expressed concern"), or that attributes ("nach der Warnung").
A negated cue does nothing: who did not confirm made a statement, and what was said is to be read with the
words that negate it. What the content says counts only for the few cues that the lexicon names conditions
for: "versichern" with a negated content denies. Modals in the content of a neutral cue ("sagte, das müsse
enden") change nothing. Unknown cues are statements.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracker.extraction.acts.lexicon import ActLexicon, Condition, Content, Reach, act_lexicon
from tracker.extraction.acts.matching import (
    CLAUSE_BREAKS,
    WIDEST_GAP,
    EntryMatch,
    Word,
    clause_around,
    cue_words,
    match_of,
    words_around,
)
from tracker.extraction.document.document import Document
from tracker.extraction.document.quotation_marks import ALL_MARKS
from tracker.extraction.quotation_words import quotation_words
from tracker.extraction.statements import Act, Draft, Kind, Span, Spans

_WIDEST_GAP_TO_COLON = 6  # characters: spaces and marks
_LONGEST_BEGINNING = 6  # words in which a condition looks for the content's beginning ("asked | her to leave")


@dataclass(frozen=True, slots=True)
class CueAct:
    """What a cue tells: the act, and the cue with what negates it, empty where nothing does."""

    act: Act
    negated_cue: Spans = ()


def cue_act_of(document: Document, draft: Draft) -> CueAct:
    """What the cue tells was done by saying a draft's quote, with the surroundings of the cue.

    Without a cue the frame is read instead; a reported statement without either is read itself, since
    there the reporting clause is the content. A colon alone tells nothing, but a question behind it is one.
    FileNotFoundError is raised where the language has no lexicon.
    """
    text, lexicon = document.text, act_lexicon(document.language)
    cue = _cue_of(document, draft)
    words = words_around(document, draft, cue) if cue else []
    kind = draft.kind if draft.cue or draft.frame else Kind.REPORTED
    match = match_of(words, kind, lexicon)
    if match is None:
        return CueAct(Act.QUESTION if _asks(text, draft) else Act.STATEMENT)
    act = _act_with_content(match, _content_of(document, draft, words, match), _rest_of_cue(words, match), lexicon)
    negating = _negating(words, match, lexicon)
    if len(negating) % 2 == 1 and act is not Act.EXPECTATION:
        act = Act.STATEMENT
    return CueAct(act, _negated_cue(text, draft, words, match, negating, lexicon))


def _asks(text: str, draft: Draft) -> bool:
    """Whether somebody's verbatim words that a colon alone introduces end in a question: *Vogt: Was nun?*."""
    if draft.cue or draft.kind is not Kind.DIRECT or not (draft.quote and draft.quote[-1].of(text).endswith("?")):
        return False
    start = draft.quote[0].start
    return text[max(0, start - _WIDEST_GAP_TO_COLON) : start].rstrip(ALL_MARKS + " \t\n\u00a0").endswith(":")


def _negated_cue(
    text: str, draft: Draft, words: list[Word], match: EntryMatch, negating: set[int], lexicon: ActLexicon
) -> Spans:
    """The printed cue with what negates it, empty where nothing does.

    Of a cue that tells no act only what it holds itself counts: *not* in its clause may belong to anything else
    (*an official who was not identified said*).
    """
    tells = match.entry.act is not Act.STATEMENT
    counted = {n for n in negating if words[n].printed_cue or (tells and not words[n].speaker)}
    refusing = {match.at} if words[match.at].text.lower() in lexicon.negating_verbs else set()
    if not draft.cue or len(counted | refusing) % 2 == 0:
        return ()
    return _joined(text, (*draft.cue, *(words[number].span for number in counted)))


def _joined(text: str, spans: Iterable[Span]) -> Spans:
    """The spans in reading order, those as one that only spaces part."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _cue_of(document: Document, draft: Draft) -> Spans:
    """The cue's spans, or those of the words to read instead."""
    if draft.cue or draft.frame:
        return draft.cue or draft.frame
    if draft.kind is Kind.REPORTED:
        return tuple(piece for span in draft.quote for piece in _outside_quotation_marks(document, span))
    if draft.kind is Kind.INDIRECT_FREE_INDIRECT and draft.quote:
        return _reporting_clause(document, draft.quote[0])
    return ()


def _reporting_clause(document: Document, quote: Span) -> Spans:
    """The first clause of speech reported in the subjunctive, where its subject is who speaks: *Er gehe davon aus*."""
    clause = re.match(r"[^,:;.!?„“\"»«]*", document.text[quote.start : quote.end])
    words = clause.group().split() if clause else []
    if not clause or not words or words[0].lower() not in quotation_words(document.language).pronouns:
        return ()
    return (Span(quote.start, quote.start + clause.end()),)


def _outside_quotation_marks(document: Document, span: Span) -> Iterator[Span]:
    """The pieces of a span that stand in no quotation marks."""
    start = span.start
    for quoted in document.quoted_within(span):
        yield Span(start, quoted.outer.start)
        start = quoted.outer.end
    yield Span(start, span.end)


def _negating(words: list[Word], match: EntryMatch, lexicon: ActLexicon) -> set[int]:
    """The numbers of the words that negate the match, in the cue or in its clause; two make it good again."""
    clause = clause_around(match.at, words)
    scope = {*clause, *cue_words(words)}
    if clause.start > 1 and words[match.at - 1].text in lexicon.words.negation.infinitive_particles:
        scope |= {*clause_around(clause.start - 2, words)}
    if lexicon.words.negation.reach is Reach.BEFORE:
        last = max(match.parts)
        scope = {n for n in scope if n < last and (words[n].cue or n >= match.at - 1 - WIDEST_GAP)}
    return {number for number in scope - match.parts if _negates(number, words, lexicon)}


def _negates(at: int, words: list[Word], lexicon: ActLexicon) -> bool:
    """Whether the word at `at` negates its clause: "nicht", "kein", "refused"."""
    word = words[at].text.lower()
    following = words[at + 1].text.lower() if at + 1 < len(words) else ""
    return word in lexicon.negating_verbs or _is_negating(word, following, lexicon)


def _is_negating(word: str, following: str, lexicon: ActLexicon) -> bool:
    """Whether a word negates, given the word that follows: "nicht", but not in "nicht nur"."""
    negation = lexicon.words.negation
    negates = word.lower() in negation.words or word.lower().endswith(negation.endings)
    return negates and following.lower() not in negation.not_before


def _content_of(document: Document, draft: Draft, words: list[Word], match: EntryMatch) -> list[str]:
    """The words of the content; where the cue is part of it, those after the cue."""
    if words[match.at].content:
        return [word.text for word in words[max(match.parts) + 1 :] if word.content]
    return [token.text for span in draft.quote for token in document.tokens_at(span)]


def _rest_of_cue(words: list[Word], match: EntryMatch) -> list[str]:
    """The cue's words after the match: "to help" of "offered to help"."""
    return [words[number].text for number in cue_words(words) if number > max(match.parts)]


def _act_with_content(match: EntryMatch, content: list[str], rest: list[str], lexicon: ActLexicon) -> Act:
    """The act of the first condition that holds for the match, else that of its entry."""
    for condition in lexicon.words.when:
        if match.entry.lemma in condition.cues and _holds(condition, content, rest, lexicon):
            return condition.act
    return match.entry.act


def _holds(condition: Condition, content: list[str], rest: list[str], lexicon: ActLexicon) -> bool:
    """Whether the content is as the condition asks."""
    clause = _first_clause(content)
    if condition.content is Content.NEGATED:
        pairs = zip(clause, [*clause, ""][1:], strict=True)
        return sum(_is_negating(word, following, lexicon) for word, following in pairs) % 2 == 1
    if condition.content is Content.FUTURE:
        return any(word.lower() in lexicon.words.future for word in clause)
    if condition.content is Content.INTERROGATIVE:
        return "?" in content[-2:]
    verbatim = bool(content) and not content[0].isalnum()
    return _begins_as_asked(rest + ([] if verbatim else clause), condition)


def _begins_as_asked(words: list[str], condition: Condition) -> bool:
    """Whether one of the first words is as asked ("asked | her to leave"), and none before it forbids it."""
    for word in words[:_LONGEST_BEGINNING]:
        if word.lower() in condition.begins:
            return True
        if word.lower() in condition.unless:
            return False
    return False


def _first_clause(content: list[str]) -> list[str]:
    """The words up to the first mark that has words before it."""
    clause: list[str] = []
    for word in content:
        if word not in CLAUSE_BREAKS:
            clause.append(word)
        elif clause:
            break
    return clause
