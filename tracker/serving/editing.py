"""What editors decide in forms: the same as the terminal writes, by the same functions of the store.

A form says what its editor has seen of earlier decisions. Where there are others by now, or where it goes against what
somebody else has decided, nothing is written: the editor is shown these, and may send the form again.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from threading import Lock
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.utils.asgi import AsgiStream, Request, Response

from tracker.asking.deciding import UNKNOWN, checked_fields, decided_fields, having, overruled, two_actors
from tracker.asking.errors import UserError
from tracker.serving.answers import Page, Redirect, View, asked, fault_page, rendered
from tracker.serving.asking import Asking, Term, address, term
from tracker.serving.options import SiteOptions
from tracker.serving.pages.statement import seen
from tracker.store import Store, StoreError
from tracker.store.decided.decisions import DecidedOtherwiseError
from tracker.store.rows.actors import ActorRow, Decision
from tracker.store.rows.decided import StatementDecision
from tracker.terms import Act, CheckStatus, Kind, Standing, Verdict
from tracker.views.decisions import in_words, what_changed
from tracker.views.pages.listing import listed_decision
from tracker.views.statement_decisions import in_short, what_was_decided

NOTHING_CHANGED = "nothing was changed in the form"
OWN_FIELDS = ("csrftoken", "seen", "override")  # which a form that is sent again has anew
Write = Callable[[Store, Asking], Redirect]

# Between looking at what was decided before and deciding, no other form of this site may come in between.
_one_at_a_time = Lock()


class DecidedSinceError(UserError):
    """There are other decisions about a statement than the editor has seen."""

    def __init__(self, decisions: Sequence[StatementDecision]) -> None:
        super().__init__("in the meantime it was decided about this statement")
        self.decisions = decisions


def write_view(site: SiteOptions, write: Write) -> View:
    """A view that writes what a form says, all or nothing, and leads on to where it is shown."""

    async def view(datasette: Datasette, request: Request) -> Response | AsgiStream:
        if request.method != "POST":
            return Response.text("Only forms are sent here.", status=405)
        body = await request.post_body()
        asking = asked(site, request, parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        return await rendered(datasette, request, asking, await asyncio.to_thread(_written, asking, write))

    return view


def _written(asking: Asking, write: Write) -> Page | Redirect:
    try:
        with _one_at_a_time, Store.open(asking.site.database, create=False) as store:
            return write(store, asking)
    except (DecidedSinceError, DecidedOtherwiseError) as conflict:
        return _conflict_page(asking, conflict)
    except UserError as error:
        return fault_page(error)
    except StoreError as error:
        if isinstance(error.__cause__, sqlite3.Error):
            return fault_page(error)
        return fault_page(UserError(str(error)))


def _conflict_page(asking: Asking, conflict: DecidedSinceError | DecidedOtherwiseError) -> Page:
    number: int | None = int(asking.variables["number"])
    if isinstance(conflict, DecidedSinceError):
        decisions = conflict.decisions
    else:
        number, decisions = conflict.decision.statement, [conflict.decision]
    with Store.open(asking.site.database, create=False, read_only=True) as store:
        history = store.statement_decisions.history(number)
    context = {
        "decisions": list(map(listed_decision, decisions)),
        "number": number,
        "values": [(name, value) for name, value in asking.values if name not in OWN_FIELDS],
        "seen": seen(history),
        "overrules": isinstance(conflict, DecidedOtherwiseError),
    }
    return Page("conflict.html", context, 409)


def accept(store: Store, asking: Asking) -> Redirect:
    """The statement is right as it is."""
    number = _expect_seen(store, asking)
    return _told(store.statement_decisions.accept(number, asking.editor, asking.one("note"), **_override(asking)))


def reject(store: Store, asking: Asking) -> Redirect:
    """Nobody said this."""
    number = _expect_seen(store, asking)
    return _told(store.statement_decisions.reject(number, asking.editor, asking.one("note"), **_override(asking)))


def correct(store: Store, asking: Asking) -> Redirect:
    """What the editor has changed in the form is otherwise. Raises UserError where that is nothing."""
    number = _expect_seen(store, asking)
    speaker, addressee, day = (_changed(asking, name) for name in ("speaker", "to", "date"))
    fields = decided_fields(
        speaker=_names(speaker or ""),
        nobody=speaker is not None and not _names(speaker),
        act=_chosen(Act, asking, "act"),
        addressee=None if addressee is None else _names(addressee),
        said_on=None if day is None else day or UNKNOWN,
        quote=_changed(asking, "quote") or None,
        cue=_changed(asking, "cue"),
        matter=_changed(asking, "matter"),
        kind=_chosen(Kind, asking, "kind"),
        standing=_chosen(Standing, asking, "standing"),
    )
    if not fields:
        raise UserError(NOTHING_CHANGED)
    decisions = store.statement_decisions
    return _told(decisions.correct(number, fields, asking.editor, asking.one("note"), **_override(asking)))


def check(store: Store, asking: Asking) -> Redirect:
    """How far the checking has come. Raises UserError where nothing is new."""
    number = _expect_seen(store, asking)
    before, after = _tags(asking.one("was_tags")), _tags(asking.one("tags"))
    verdict, finding = _changed(asking, "verdict"), _changed(asking, "finding")
    fields = checked_fields(
        _chosen(CheckStatus, asking, "status"),
        _chosen(Verdict, asking, "verdict"),
        finding,
        links=(asking.one("link") or "").split(),
        unlinked=(),
        tags=[tag for tag in after if tag not in before],
        untagged=[tag for tag in before if tag not in after],
        taken_away=[name for name, value in (("verdict", verdict), ("finding", finding)) if value == ""],
    )
    if not fields and asking.one("note") is None:
        raise UserError(NOTHING_CHANGED)
    decisions = store.statement_decisions
    return _told(decisions.check(number, fields, asking.editor, asking.one("note"), **_override(asking)))


def undo(store: Store, asking: Asking) -> Redirect:
    """Take back a decision about a statement; somebody else's only where the editor says so again."""
    decision = store.statement_decisions.one(int(asking.variables["number"]))
    if decision.decided_by != asking.editor and not asking.has("override"):
        raise DecidedOtherwiseError(decision)
    return _told(store.statement_decisions.undo(decision.id), undone=True)


def merge(store: Store, asking: Asking) -> Redirect:
    """Two actors are one."""
    one, other = _two_actors(store, asking)
    return _told_of_actors(store, asking, store.merge_actors(one.id, other.id), (one, other))


def apart(store: Store, asking: Asking) -> Redirect:
    """Two actors are two."""
    one, other = _two_actors(store, asking)
    return _told_of_actors(store, asking, store.keep_apart(one.id, other.id), (one, other))


def split(store: Store, asking: Asking) -> Redirect:
    """Some names of an actor are somebody else's."""
    actor, names = _actor(store, asking), asking.all("name")
    if not names:
        raise UserError("choose the names that are somebody else's")
    return _told_of_actors(store, asking, store.split_actor(actor.id, names), (actor,))


def rename(store: Store, asking: Asking) -> Redirect:
    """An actor is shown under another name."""
    actor, name = _actor(store, asking), asking.one("name")
    if name is None:
        raise UserError("give a name")
    return _told_of_actors(store, asking, store.rename_actor(actor.id, name), (actor,))


def undo_of_actors(store: Store, asking: Asking) -> Redirect:
    """Take back a decision about actors."""
    decision = store.undo(int(asking.variables["number"]))
    return Redirect("/decisions", f"Undone: {in_words(decision)}")


def _expect_seen(store: Store, asking: Asking) -> int:
    """The statement's number. Raises DecidedSinceError where the editor hasn't seen what was decided about it."""
    number = int(asking.variables["number"])
    history = store.statement_decisions.history(number)
    if (known := dict(asking.values).get("seen", "")) != seen(history):
        before = set(known.split())
        raise DecidedSinceError([each for each in history if seen([each]) not in before] or history)
    return number


def _override(asking: Asking) -> dict[str, bool]:
    return {"override": asking.has("override")}


def _told(decision: StatementDecision, *, undone: bool = False) -> Redirect:
    said = f"{in_short(decision)}: {what_was_decided(decision)}"
    where = f"/statements/{decision.statement}" if decision.statement is not None else "/decisions"
    return Redirect(where, f"Undone: {said}" if undone else said[:1].upper() + said[1:])


def _told_of_actors(store: Store, asking: Asking, decision: Decision, before: tuple[ActorRow, ...]) -> Redirect:
    after = [actor for each in before if (actor := store.actor(each.id))]
    changed = what_changed(decision, before, after, having(store, decision) if decision.kind == "split" else [])
    said = "; ".join((changed, *overruled(store, decision)))
    if asking.one("from") == "pairs":
        return Redirect("/actors/pairs", said)
    return Redirect(f"/actors/{after[0].id}" if after else address("/actors", [("q", before[0].name)]), said)


def _two_actors(store: Store, asking: Asking) -> tuple[ActorRow, ActorRow]:
    other = asking.one("other")
    if other is None:
        raise UserError("name the other actor, by number or name")
    return two_actors(store, asking.variables["number"], other)


def _actor(store: Store, asking: Asking) -> ActorRow:
    actor = store.actor(int(asking.variables["number"]))
    if actor is None:
        raise UserError(f"there is no actor {asking.variables['number']} any more")
    return actor


def _changed(asking: Asking, name: str) -> str | None:
    """A value of a form that isn't what the form had; None for one that is, and where it isn't given."""
    values = dict(asking.values)
    return None if values.get(name) == values.get(f"was_{name}", "") else values.get(name)


def _names(written: str) -> list[str]:
    return [name.strip() for name in written.split(";") if name.strip()]


def _tags(written: str | None) -> list[str]:
    tags = (" ".join(tag.split()) for tag in (written or "").replace("#", " ").split(","))
    return list(dict.fromkeys(filter(None, tags)))


def _chosen(terms: type[Term], asking: Asking, name: str) -> Term | None:
    """The term that was chosen in a form, None where it wasn't changed. Raises UserError for a word that is none."""
    value = _changed(asking, name)
    return term(terms, name, value) if value else None
