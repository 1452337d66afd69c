"""What is said of names changes nowhere unseen."""

from answers_on_gold import answers_now, known


def test_what_is_said_of_names_changes_nowhere_unseen() -> None:
    now, before = answers_now(), known()
    changed = sorted(key for key in now.keys() | before.keys() if now.get(key) != before.get(key))
    assert not changed, "if it is for the better: python -m tests.actors.answers_on_gold --write"
