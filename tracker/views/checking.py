"""What is wrong in the database, or that nothing is."""

from collections.abc import Sequence

from rich.text import Text

from tracker.store.rows.checked import Checked, Mended, Problem, ProblemKind, Repaired
from tracker.views.console import ASIDE, HEADING, complain, print_fields, results
from tracker.views.harmless import harmless_line
from tracker.views.records import Record
from tracker.views.wording import counted

_PROBLEMS = {
    ProblemKind.REPORTED_BY_SQLITE: "{}",
    ProblemKind.TABLE_MISSING: "this {} is missing; restore it from a backup",
    ProblemKind.PART_MISSING: "this {} is missing",
    ProblemKind.PART_CHANGED: "this {} isn't as tracker makes it",
    ProblemKind.REFERENCE_TO_NOTHING: "{} points to nothing in {}",
    ProblemKind.JOURNAL_MODE: "its journal mode is {} and not wal",
    ProblemKind.TEXT_CHANGED: "text_hash isn't that of the text: the text was changed",
    ProblemKind.WORDS_MISCOUNTED: "words is {}, the text has {}",
    ProblemKind.UNKNOWN_VALUE: "{} is unknown: {}",
    ProblemKind.NO_PARAGRAPH: "from {} to {} is no paragraph of a text of {}",
    ProblemKind.PRONOUNS_ELSEWHERE: "a pronoun isn't in its quote",
    ProblemKind.SPANS_OUTSIDE: "{}_spans lie outside of the text: {}",
    ProblemKind.WORDS_NOT_AT_SPANS: "{} isn't what stands at its spans in the text",
    ProblemKind.START_NOT_OF_QUOTE: "start isn't where the quote begins",
    ProblemKind.PARAGRAPH_OF_ANOTHER: "paragraph {} is none of its article",
    ProblemKind.INSIDE_NO_OTHER: "statement {}, which it is inside, is no other one of its article",
    ProblemKind.NO_CONFIDENCE: "confidence isn't from 0 to 1: {}",
    ProblemKind.WRONG_DAY: "day is {}, and neither said_on nor the article's published_on",
    ProblemKind.MENTION_NOT_AT_SPAN: "its text isn't what stands at its span in the article",
    ProblemKind.DECISIONS_NOT_APPLIED: "the article's statements aren't what the decisions about them say",
    ProblemKind.NAME_MISCOUNTED: ("name {} ({}): counted {} statements and {} addressed, but there are {} and {}"),
    ProblemKind.ACTOR_MISCOUNTED: (
        "actor {} ({}): counted {} statements in {} articles, but there are {} in {}, or on other days"
    ),
    ProblemKind.GROUP_MISCOUNTED: (
        "mentions of {1} (group {0}): the counts are not those of its articles, or it has no actor"
    ),
    ProblemKind.ANOTHER_ACTOR: "statement {}: an actor is another than the one its mention means",
    ProblemKind.WRONG_DOUBT: "statement {}: whether one of its speakers is a guess isn't as stored",
    ProblemKind.ACTOR_NOT_MENTIONED: "actor {} ({}): no mention means it",
    ProblemKind.COMPARED_ONE_WAY: "names {} and {}: compared in one direction only",
    ProblemKind.DECISION_GONE: "decision {} about {} is gone",
    ProblemKind.WRONG_WORDING: "statement {}: what it claims isn't what its words say",
    ProblemKind.NO_VECTOR: "wording {} has no vector",
    ProblemKind.PAIR_OF_NOTHING: "wordings {} and {} are no pair",
    ProblemKind.CLAIM_OF_ONE: "claim {} is made by less than two statements",
    ProblemKind.CLAIM_AGAINST_DECISION: "wordings {} and {} were decided to be one claim, and are two",
    ProblemKind.IMPOSSIBLE_INPUT: "an input of {} articles can't be skipped",
    ProblemKind.SIGNATURE_MISSING: "the article has no signature",
    ProblemKind.SIGNATURE_OUTDATED: "the signature is of another version",
    ProblemKind.WRONG_BANDS: "the bands aren't those of the signature",
    ProblemKind.WRONG_FAMILY: "family {} begins with article {} and has {}",
    ProblemKind.WRONG_ADDRESS: "the address isn't that of the article",
    ProblemKind.VERSIONS_IN_WRONG_ORDER: "the versions are in another order",
    ProblemKind.WRONG_REPEATED_STATEMENTS: "what older versions have of its statements isn't as stored",
    ProblemKind.WRONG_REPEAT: "whether a later version has it, too, isn't as stored",
    ProblemKind.WRONG_OUTLETS: "the outlets that have printed it aren't as stored",
    ProblemKind.WRONG_TOTALS: "there are other numbers of statements than are stored",
    ProblemKind.NO_OTHER_VERSION: "there is no other version at its address",
    ProblemKind.INDEX_OUT_OF_STEP: "the index isn't in step with the texts",
    ProblemKind.INDEX_DAMAGED: "the index is damaged",
    ProblemKind.WORD_MISSING: "the word “{}” of the texts is missing",
    ProblemKind.WORD_NOT_INDEXED: "the word “{}” isn't found by its letters",
    ProblemKind.WRONG_VERDICT_WORDS: "the words that it is found by aren't those of its claim",
    ProblemKind.WRONG_VERDICT_MATCHES: "the verdicts that may be about it aren't those that are stored",
    ProblemKind.FURTHER: "and {:,} more like these",
}


def checked_record(checked: Checked) -> Record:
    """How much there is in the database, and what is wrong, in words."""
    return {
        "articles": checked.articles,
        "statements": checked.statements,
        "problems": [
            {
                "table": problem.table,
                "row": problem.row,
                "message": what_is_wrong(problem),
                "can_be_mended": problem.can_be_mended,
            }
            for problem in checked.problems
        ],
    }


def repaired_record(repaired: Repaired) -> Record:
    """What was done, where the copy is, and how the database is now."""
    return {**checked_record(repaired.now), "done": list(map(what_was_mended, repaired.done)), "copy": repaired.copy}


def what_is_wrong(problem: Problem) -> str:
    """A problem in words."""
    return _PROBLEMS[problem.kind].format(*problem.details)


def what_was_mended(mended: Mended) -> str:
    """What mending after a check did, with the check's name before it."""
    return f"{mended.check}: {_what_was_done(mended)}"


def _what_was_done(mended: Mended) -> str:
    match mended.check:
        case "schema":
            return f"made {', '.join(mended.parts)} again"
        case "references":
            return f"took {_counted(mended.count, 'reference')} away that pointed to nothing"
        case "decisions":
            return f"applied the decisions about {_counted(mended.count, 'article')} again"
        case "actors":
            return "linked all names and counted their statements again"
        case "claims":
            return "compared all statements again"
        case "inputs":
            return f"forgot {_counted(mended.count, 'input')}"
        case "signatures" | "families":
            return "compared all articles again"
        case "versions":
            return "put the versions of all articles in order again"
        case "outlets":
            return "listed the outlets of all articles again"
        case "totals":
            return "counted all statements again"
        case "full-text indexes":
            return f"built {', '.join(mended.parts)} again"
        case "verdict words" | "verdicts":
            return f"matched {_counted(mended.count, 'verdict')} with all statements again"
        case "vocabulary":
            return f"added {_counted(mended.count, 'word')} to the vocabulary and indexed it again"
        case _:
            raise ValueError(mended.check)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def print_checked(checked: Checked) -> None:
    """Print a line for each problem with tabs between table, row and what is wrong; one line where there is none."""
    if checked.problems:
        _print_problems(checked.problems)
        mendable = sum(problem.can_be_mended for problem in checked.problems)
        if mendable:
            complain(f"{mendable} of {len(checked.problems)} can be mended: tracker check --repair")
    else:
        _print_in_order(checked)


def print_repaired(repaired: Repaired) -> None:
    """Print what was done, and like `print_checked` what is still wrong."""
    console = results()
    for mended in repaired.done:
        console.print(Text(harmless_line(what_was_mended(mended))))
    if repaired.copy:
        complain(f"the database as it was: {repaired.copy}")
    if repaired.now.problems:
        complain("could not be mended:")
        _print_problems(repaired.now.problems)
    else:
        _print_in_order(repaired.now)


def _print_problems(problems: Sequence[Problem]) -> None:
    console = results()
    for problem in problems:
        row = "" if problem.row is None else str(problem.row)
        fields = (
            Text(problem.table, HEADING),
            Text(harmless_line(row), ASIDE),
            Text(harmless_line(what_is_wrong(problem))),
        )
        print_fields(console, list(fields))


def _print_in_order(checked: Checked) -> None:
    articles, statements = counted(checked.articles, "article"), counted(checked.statements, "statement")
    results().print(Text(f"{articles}, {statements}: all in order"))
