"""Whose words they are where others nearby mislead: who quotes, whom a banner names."""

from collections.abc import Sequence
from itertools import takewhile

from tracker.extraction.decoding.layout import Layout
from tracker.extraction.decoding.proposals import Proposal
from tracker.extraction.lemmas import inflection_of
from tracker.extraction.quotation_words import QuotationWords, quotation_words
from tracker.extraction.statements import Kind


def with_own_sources(proposals: Sequence[Proposal], names: Sequence[range], layout: Layout) -> list[Proposal]:
    """The proposals, each said by whom its own sentence tells.

    That is who is quoted rather than who quotes (*The Herald quoted Hake as saying*), and nobody who is named elsewhere
    where words are chanted, or stand on a wall (*Die Demonstranten riefen: „Haak muss weg!“*). `names`: the words of
    each name in the article.
    """
    lexicon = quotation_words(layout.language)
    quoted = (_said_by_quoted(each, names, lexicon, layout) for each in proposals)
    return [_said_by_crowd(each, lexicon, layout) for each in quoted]


def _begins_subject(word: int, lexicon: QuotationWords, layout: Layout) -> bool:
    return layout.words.word(word)[0].isupper() or _lower(word, layout) in lexicon.articles | lexicon.pronouns


def _said_by_quoted(proposal: Proposal, names: Sequence[range], lexicon: QuotationWords, layout: Layout) -> Proposal:
    """Said by whom the speaker quotes: whose name follows the verb, or stands with words of theirs before the quote."""
    clause = _clause_before(proposal, layout)
    quoted = _behind_quoting(proposal, names, clause, lexicon, layout) or _of_utterance(names, clause, lexicon, layout)
    if not quoted or quoted[0] in proposal.words["speaker"]:
        return proposal
    return proposal.with_words("speaker", quoted).with_words("addressee", [])


def _behind_quoting(
    proposal: Proposal, names: Sequence[range], clause: Sequence[int], lexicon: QuotationWords, layout: Layout
) -> list[int]:
    """The object of a verb of quoting, which the network takes for the addressee: *quoted Hake as saying*."""
    cue, speaker = proposal.words["cue"], proposal.words["speaker"]
    verb = next((word for word in cue if _lower(word, layout) in lexicon.quoting), None)
    if verb is None or not speaker or speaker[0] > verb:
        return []
    if any(_lower(word, layout) in lexicon.passive for word in (*cue, *clause)):
        return []
    named = (list(name) for name in names if name.start > verb and name.start in clause)
    return [word for word in proposal.words["addressee"] if word > verb] or next(named, [])


def _of_utterance(names: Sequence[range], clause: Sequence[int], lexicon: QuotationWords, layout: Layout) -> list[int]:
    """The name that ends the clause before the quote behind a noun for words: *an einen Satz von Willy Brandt:*."""
    name = next((name for name in names if clause and name.stop == clause[-1] and name.start - 2 in clause), None)
    if name is None or layout.words.word(clause[-1]) != ":":
        return []
    of_whom = _lower(name.start - 1, layout) in lexicon.of_whom and _lower(name.start - 2, layout) in lexicon.utterances
    return list(name) if of_whom else []


def _said_by_crowd(proposal: Proposal, lexicon: QuotationWords, layout: Layout) -> Proposal:
    """Said by those who shout it, or by nobody who is named: who stands in an earlier sentence isn't meant."""
    clause = _clause_before(proposal, layout)
    if not _is_of_crowd(clause, lexicon, layout) or not set(clause).isdisjoint(proposal.words["speaker"]):
        return proposal
    words = [word for word in clause if layout.words.word(word)[0].isalnum()]
    cue = [word for word in proposal.words["cue"] if word in clause] or words[-1:]
    return (
        proposal.with_words("speaker", _shouting(clause, lexicon, layout))
        .with_words("cue", cue)
        .with_words("frame", clause)
    )


def is_of_crowd(proposal: Proposal, layout: Layout) -> bool:
    """Whether words are chanted, or stand on something, by what introduces them."""
    return _is_of_crowd(_clause_before(proposal, layout), quotation_words(layout.language), layout)


def _is_of_crowd(clause: Sequence[int], lexicon: QuotationWords, layout: Layout) -> bool:
    words = [_lower(word, layout) for word in clause]
    compounds = inflection_of(layout.language).nouns_capitalised
    return any(
        word in lexicon.shouting or word in lexicon.bearers or (compounds and word.endswith(lexicon.bearers))
        for word in words
    )


def _shouting(clause: Sequence[int], lexicon: QuotationWords, layout: Layout) -> list[int]:
    """The subject of a verb of shouting: behind it where a noun stands there, else all before it up to a comma."""
    verb = next((word for word in clause if _lower(word, layout) in lexicon.shouting), None)
    if verb is None:
        return []
    behind = _up_to_mark([word for word in clause if word > verb], layout)
    if behind and _begins_subject(behind[0], lexicon, layout):
        return behind
    before = _up_to_mark([word for word in reversed(clause) if word < verb], layout)[::-1]
    return [] if not before or _lower(before[0], layout) in lexicon.never_before_a_speaker else before


def _up_to_mark(words: Sequence[int], layout: Layout) -> list[int]:
    return list(takewhile(lambda word: layout.words.word(word)[0].isalnum(), words))


def _clause_before(proposal: Proposal, layout: Layout) -> list[int]:
    """The words of the sentence before a verbatim quote in it, without those in marks; none for another quote."""
    start = proposal.quote[0]
    if proposal.kind is not Kind.DIRECT and not layout.is_quoted(start):
        return []
    first = start
    while first and not layout.begins_sentence(first):
        first -= 1
    return [word for word in range(first, start) if not layout.is_quoted(word)]


def _lower(word: int, layout: Layout) -> str:
    return layout.words.word(word).lower()
