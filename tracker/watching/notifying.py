"""Telling what is new for each watch: on standard error, or where the watch says."""

from collections.abc import Iterator, Sequence

from tracker.store import Store
from tracker.store.rows.watches import Channel, Notice, WatchRow
from tracker.store.watches import is_due
from tracker.views.console import complain
from tracker.views.watches import cannot_be_told, told_elsewhere
from tracker.views.watches import tell as tell_on_terminal
from tracker.watching import delivery
from tracker.watching.delivery import DeliveryError


def notify(store: Store, *, quiet: bool = False, at_once: bool = False) -> bool:
    """Tell what is new for all watches, and whether all of it could be told.

    What a watch without a command, webhook or address has is told on standard error; if `quiet`, it waits. A delivery
    that failed is said in one line, and tried again by a later call: after a while, unless it is to be tried `at_once`.
    Raises StoreError.
    """
    watches = store.watches.all()
    if not watches:
        return True
    store.watches.notice_new()
    with store.watches.telling() as alone:
        if not alone:
            complain("tracker: another process is telling what is new for watches; this one leaves it to the next run")
            return False
        due = [watch for watch in store.watches.all() if not (quiet and watch.channel == Channel.TERMINAL)]
        failed = [watch for watch in due if not _tell(store, watch, at_once=at_once)]
    return not failed


def _tell(store: Store, watch: WatchRow, *, at_once: bool) -> bool:
    """Tell what is new for one watch, if it is due; whether nothing is left that should have been told."""
    notices = store.watches.waiting(watch.id)
    if not notices or not (at_once or is_due(watch)):
        return not notices
    if not delivery.is_allowed(watch):
        complain(cannot_be_told(watch, len(notices), "it was added elsewhere, and does nothing here"))
        complain(f"see what it does: tracker watch list; to allow it: tracker watch allow {watch.id}")
        return False
    told = 0
    try:
        for some in _delivered(watch, notices):
            store.watches.told(watch.id, some)
            told += len(some)
    except DeliveryError as error:
        store.watches.failed(watch.id, str(error))
        complain(cannot_be_told(watch, len(notices) - told, str(error)))
        return False
    finally:
        if told and watch.channel != Channel.TERMINAL:
            complain(told_elsewhere(watch, told))
    return True


def _delivered(watch: WatchRow, notices: Sequence[Notice]) -> Iterator[Sequence[Notice]]:
    """Deliver notices, and give those that were, as soon as they were. Raises DeliveryError."""
    match watch.channel:
        case Channel.TERMINAL:
            tell_on_terminal(watch, notices)
        case Channel.COMMAND:
            delivery.run_command(watch, notices)
        case Channel.MAIL:
            delivery.send_mail(watch, notices)
        case Channel.WEBHOOK:
            yield from ([notice] for notice in delivery.post_to_webhook(watch, notices))
            return
    yield notices
