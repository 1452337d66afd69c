"""Which words name the speaker, where the model's own scores leave it open."""

from collections.abc import Mapping, Sequence

from tracker.extraction.acts.lexicon import EntryKind, act_lexicon
from tracker.extraction.decoding.cue_verbs import is_cue_verb
from tracker.extraction.decoding.layout import Layout
from tracker.extraction.decoding.proposals import ROLES, Proposal, runs
from tracker.extraction.decoding.sources import is_of_crowd
from tracker.extraction.quotation_words import quotation_words
from tracker.extraction.statements import Kind

FAINT = 0.3  # the least score of the likeliest speaker where there must be one
GO_ON_WITHOUT_SPEAKER = (Kind.DIRECT, Kind.FREE_INDIRECT, Kind.INDIRECT_FREE_INDIRECT)


def with_likeliest_speakers(proposals: Sequence[Proposal], names: Sequence[range], layout: Layout) -> list[Proposal]:
    """The proposals, each speaker a whole phrase; with one also where the model saw none but there must be one.

    Without one of whom something is said. `names`: the words of each name in the article.
    """
    name_of = {word: name for name in names for word in name}
    found = (_trimmed(_with_likeliest_speaker(each, layout), layout) for each in proposals)
    whole = (_with_article(_with_whole_names(each, name_of), layout) for each in found)
    return [_without_target(each, layout) for each in whole]


def with_inherited_speakers(statements: Sequence[Proposal], layout: Layout) -> list[Proposal]:
    """Where a quote goes on without naming its speaker, the words that named the speaker before it.

    So does a verb without a subject of its own: *Kuhn nannte den Plan rücksichtslos und forderte Hahl auf, …*.
    `statements` are in the order of their quotes; the speaker comes from the same paragraph.
    """
    found: list[Proposal] = []
    named: Proposal | None = None
    for statement in statements:
        if _lacks_subject(statement, layout):
            statement = _with_subject(statement, named, layout)
        goes_on = statement.kind in GO_ON_WITHOUT_SPEAKER and not statement.words["speaker"]
        goes_on = goes_on and not is_of_crowd(statement, layout)
        if goes_on and named and layout.paragraph(named.anchor.word) == layout.paragraph(statement.anchor.word):
            statement = statement.with_words("speaker", named.words["speaker"])
        if statement.words["speaker"]:
            named = statement
        found.append(statement)
    return found


def _lacks_subject(statement: Proposal, layout: Layout) -> bool:
    """Whether an "and" before the verb tells that it has none of its own: *He insisted … and accused Norway of …*."""
    cue = statement.words["cue"]
    if not cue or statement.words["speaker"] or not cue[0] or layout.begins_sentence(cue[0]):
        return False
    lexicon = quotation_words(layout.language)
    is_passive = any(layout.words.word(word).lower() in lexicon.passive for word in cue)
    is_verb = is_cue_verb(cue[0], layout) and not _may_be_noun(cue[0], layout)
    return layout.words.word(cue[0] - 1) in lexicon.coordinating and is_verb and not is_passive


def _with_subject(statement: Proposal, before: Proposal | None, layout: Layout) -> Proposal:
    """The statement said by who says the one before it in the same sentence."""
    subject, cue = before.words["speaker"] if before else [], statement.words["cue"]
    if subject and (subject[0] > cue[0] or layout.sentence(subject[0]) != layout.sentence(cue[0])):
        subject = []
    return statement.with_words("speaker", subject)


def _with_likeliest_speaker(proposal: Proposal, layout: Layout) -> Proposal:
    """The words most like a speaker where one must be: in a frame with a cue, or in a clause that is the quote."""
    if proposal.words["speaker"]:
        return proposal
    where = [word for word in _place_of_speaker(proposal) if not _follows_preposition(word, layout)]
    scores = {word: float(proposal.anchor.roles[word - proposal.anchor.first, 1]) for word in where}
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < FAINT:
        return proposal
    around = next(run for run in runs(where) if best in run)
    like_it = [word for word in around if scores[word] >= scores[best] / 3]
    return proposal.with_words("speaker", list(range(like_it[0], like_it[-1] + 1)))


def _place_of_speaker(proposal: Proposal) -> list[int]:
    """The words that the speaker must be among, if any must: of the frame, or of a report that has none."""
    cue = proposal.words["cue"]
    if cue:
        return [word for word in proposal.words["frame"] if word not in cue]
    return proposal.quote if proposal.kind is Kind.REPORTED else []


def _follows_preposition(word: int, layout: Layout) -> bool:
    prepositions = quotation_words(layout.language).never_before_a_speaker
    return any(layout.words.word(before).lower() in prepositions for before in range(max(0, word - 2), word))


def _trimmed(proposal: Proposal, layout: Layout) -> Proposal:
    """Without what the model wrongly adds: the cue's verb behind a noun, or the addressee behind a pronoun."""
    speaker = proposal.words["speaker"]
    while len(speaker) > 1 and _is_rather_cue(speaker[-1], proposal) and is_cue_verb(speaker[-1], layout):
        speaker = speaker[:-1]
    lexicon = quotation_words(layout.language)
    first_two = [layout.words.word(word).lower() for word in speaker[:2]]
    if len(first_two) == 2 and first_two[0] in lexicon.pronouns and first_two[1] not in lexicon.joining:
        speaker = speaker[:1]  # "sagte sie dem Sender"
    return proposal.with_words("speaker", speaker)


def _with_whole_names(proposal: Proposal, name_of: Mapping[int, range]) -> Proposal:
    """With the rest of the names that the speaker has a part of, unless the quote has it."""
    speaker, quote = set(proposal.words["speaker"]), set(proposal.quote)
    for name in {name_of[word] for word in speaker & name_of.keys()}:
        rest = set(name) - speaker
        if quote.isdisjoint(rest):
            speaker |= rest
    return proposal.with_words("speaker", sorted(speaker))


def _with_article(proposal: Proposal, layout: Layout) -> Proposal:
    """With the article in front of a noun that speaks: "Die Polizei", where the model sees "Polizei" alone."""
    speaker = proposal.words["speaker"]
    lexicon = quotation_words(layout.language)
    if not speaker or layout.begins_sentence(speaker[0]):
        return proposal
    first, before = (layout.words.word(word).lower() for word in (speaker[0], speaker[0] - 1))
    belongs = before in lexicon.articles and first not in lexicon.articles | lexicon.never_after_an_article
    if not belongs or speaker[0] - 1 in proposal.quote or _may_be_relative(speaker[0] - 1, layout):
        return proposal
    return proposal.with_words("speaker", [speaker[0] - 1, *speaker])


def _may_be_relative(word: int, layout: Layout) -> bool:
    """Whether an article may be a pronoun: "das Ereignis, das Vogt beschrieb"."""
    pronouns = quotation_words(layout.language).articles_or_relative_pronouns
    return word > 0 and layout.words.word(word - 1) == "," and layout.words.word(word) in pronouns


def _without_target(proposal: Proposal, layout: Layout) -> Proposal:
    """Without a speaker of whom something is said rather than who says it: *Wood has been accused of lying*."""
    speaker, cue = proposal.words["speaker"], proposal.words["cue"]
    if not speaker or not cue:
        return proposal
    lexicon = quotation_words(layout.language)
    of_cue, of_frame = (
        {layout.words.word(word).lower() for word in words} for words in (cue, [*cue, *proposal.words["frame"]])
    )
    is_passive = not of_cue.isdisjoint(lexicon.said_of) and not of_frame.isdisjoint(lexicon.passive)
    is_passive |= layout.begins_sentence(cue[0]) and layout.words.word(cue[0]).lower() in lexicon.said_of
    receives = not of_cue.isdisjoint(lexicon.received) and not of_frame.isdisjoint(lexicon.receives)
    if speaker[0] > cue[-1] and not layout.begins_sentence(cue[0]):
        return proposal
    doer = {layout.words.word(word).lower() for word in range(max(0, speaker[0] - 1), speaker[0] + 1)}
    if (is_passive or receives) and doer.isdisjoint(lexicon.by):
        return proposal.with_words("speaker", [])
    return proposal


def _is_rather_cue(word: int, proposal: Proposal) -> bool:
    """Whether the model sees a verb rather than a noun of the same form: "the judge"."""
    scores = proposal.anchor.roles[word - proposal.anchor.first]
    return bool(scores[ROLES.index("cue")] > scores[ROLES.index("speaker")])


def _may_be_noun(word: int, layout: Layout) -> bool:
    """Whether the form is a noun's too: *claims*, *calls*."""
    entries = act_lexicon(layout.language).entries_of(layout.words.word(word))
    return any(entry.kind is EntryKind.NOUN for entry in entries)
