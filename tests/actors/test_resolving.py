"""All mentions of names to actors: whom a name means, by itself and by what is printed with it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.actors.comparing.blocking import ComparisonKeys, blocks, comparison_keys, may_match
from tracker.actors.comparing.compare import compare
from tracker.actors.comparing.pairwise import pairwise_scores
from tracker.actors.comparing.results import PrintedName
from tracker.actors.names.words import normalised
from tracker.actors.resolving.decisions import Decision, DecisionKind, Subject, Unit, constraints_of
from tracker.actors.resolving.descriptions import marks
from tracker.actors.resolving.explanations import Basis
from tracker.actors.resolving.mentions import Mention, grouped
from tracker.actors.resolving.partial_names import identifies, initials_fit
from tracker.actors.resolving.resolve import resolve


class Printings:
    """Mentions, each in an article of its own, numbered from 1."""

    def __init__(self):
        self.mentions = []

    def add(self, name, *descriptions, year=2016, kind="person", times=1):
        for _ in range(times):
            number = len(self.mentions) + 1
            day = date(year, 5, 1) if year else None
            self.mentions.append(Mention(number, name, kind, frozenset(descriptions), day))
        return self

    def actors(self, *decisions):
        """Each actor as the set of its mentions: name, year, in brackets what decisions took out."""
        return {
            frozenset((each.group.name, each.group.year) for each in actor.links)
            for actor in resolve(self.mentions, decisions)
            if actor.links
        }

    def basis(self, name, year=2016, described=None):
        """Why a name was linked to its actor, and how sure that is."""
        for actor in resolve(self.mentions):
            for each in actor.links:
                if (each.group.name, each.group.year) == (name, year) and described in (None, each.group.marks):
                    return each.basis, round(each.score, 2)
        return None


def sets(*actors):
    return {frozenset(actor) for actor in actors}


def test_one_name_in_two_spellings_is_one_actor_whatever_the_years():
    printed = Printings().add("Sergej Lawrow", year=2004).add("Sergei Lavrov", year=2022)
    assert printed.actors() == sets([("Sergej Lawrow", 2004), ("Sergei Lavrov", 2022)])
    assert printed.basis("Sergei Lavrov", 2022) == (Basis.NAME, 0.95)


def test_a_surname_alone_means_the_only_one_of_the_name_who_is_printed_about_then():
    printed = Printings().add("Ylva Stenborg", year=2016).add("Stenborg", year=2017).add("Stenborg", year=2019)
    assert printed.actors() == sets([("Ylva Stenborg", 2016), ("Stenborg", 2017)], [("Stenborg", 2019)])
    assert printed.basis("Stenborg", 2017) == (Basis.ONLY, 0.75)
    assert printed.basis("Stenborg", 2019) == (Basis.ITSELF, 1.0)


def test_a_surname_without_a_day_is_less_sure():
    printed = Printings().add("Ylva Stenborg").add("Stenborg", year=None)
    assert printed.basis("Stenborg", 0) == (Basis.ONLY, 0.65)


def test_two_of_a_surname_are_told_apart_by_when_they_are_printed():
    printed = Printings().add("George H. W. Bush", year=1991).add("George W. Bush", year=2003)
    printed.add("Bush", year=1991).add("Bush", year=2003).add("Bush", year=1997)
    assert printed.actors() == sets(
        [("George H. W. Bush", 1991), ("Bush", 1991)], [("George W. Bush", 2003), ("Bush", 2003)], [("Bush", 1997)]
    )


def test_two_of_a_surname_are_told_apart_by_their_offices():
    printed = Printings().add("Ylva Stenborg", "Außenministerin").add("Nils Stenborg", "Trainer")
    printed.add("Stenborg", "foreign minister").add("Stenborg")
    (described,) = [actor for actor in printed.actors() if ("Ylva Stenborg", 2016) in actor]
    assert described == {("Ylva Stenborg", 2016), ("Stenborg", 2016)}
    assert printed.basis("Stenborg", described=frozenset({"office:foreign_minister"})) == (Basis.DESCRIPTION, 0.9)
    assert printed.basis("Stenborg", described=frozenset()) == (Basis.ITSELF, 1.0)


@pytest.mark.parametrize("office", ["Trainer", "Verteidigungsminister", "russischer Außenminister"])
def test_who_is_described_otherwise_is_somebody_else(office):
    printed = Printings().add("Ylva Stenborg", "US-Außenministerin").add("Stenborg", office)
    assert printed.actors() == sets([("Ylva Stenborg", 2016)], [("Stenborg", 2016)])


@pytest.mark.parametrize(
    ("of_full_name", "of_surname"),
    [
        ("Hebamme", "Hebamme"),
        ("Hebamme", "Lübecker Hebamme"),
        ("Lübecker Hebamme", "Hebamme"),
        ("Lübecker Hebamme", "Hebamme, Lübecker Buchhändlerin"),
    ],
)
def test_a_description_without_an_office_agrees_with_one_that_says_more(of_full_name, of_surname):
    printed = Printings().add("Ylva Stenborg", of_full_name).add("Nils Stenborg", "Imker").add("Stenborg", of_surname)
    assert printed.actors() == sets([("Ylva Stenborg", 2016), ("Stenborg", 2016)], [("Nils Stenborg", 2016)])
    assert printed.basis("Stenborg") == (Basis.DESCRIPTION, 0.9)


@pytest.mark.parametrize("of_surname", ["Lübecker Buchhändlerin", "Kieler Hebamme"])
def test_descriptions_without_an_office_that_each_say_something_else_tell_nothing(of_surname):
    printed = Printings().add("Ylva Stenborg", "Lübecker Hebamme").add("Nils Stenborg", "Lübecker Imker")
    printed.add("Stenborg", of_surname)
    assert printed.basis("Stenborg") == (Basis.ITSELF, 1.0)


def test_the_office_counts_between_the_first_and_the_last_year_though_no_article_is_near():
    printed = Printings().add("Ylva Stenborg", "Landrätin", year=2004).add("Ylva Stenborg", year=2016)
    printed.add("Stenborg", "Landrätin", year=2010)
    assert len(printed.actors()) == 1


def test_who_is_printed_ten_times_as_often_as_all_others_is_meant():
    printed = Printings().add("Ylva Stenborg", times=16).add("Nils Stenborg").add("Stenborg")
    assert printed.basis("Stenborg") == (Basis.MOSTLY, 0.7)
    assert Printings().add("Ylva Stenborg", times=7).add("Nils Stenborg").add("Stenborg").basis("Stenborg") == (
        Basis.ITSELF,
        1.0,
    )


def test_a_name_that_is_mostly_printed_alone_is_another_s():
    assert len(Printings().add("Ylva Stenborg").add("Stenborg", times=2).actors()) == 1
    assert len(Printings().add("Ylva Stenborg").add("Stenborg", times=4).actors()) == 2
    assert len(Printings().add("Ylva Stenborg", times=2).add("Stenborg", times=4).actors()) == 1


def test_a_surname_of_many_is_nobody_s_in_particular():
    assert len(Printings().add("Ylva Müller").add("Müller").actors()) == 2
    assert len(Printings().add("Ylva Müller", "Landrätin").add("Müller", "Landrätin").actors()) == 1
    assert len(Printings().add("Ylva Müller", times=8).add("Müller").actors()) == 1
    assert len(Printings().add("Ylva Müller", times=7).add("Müller").actors()) == 2


def test_what_is_left_without_a_day_is_somebody_of_the_name_if_only_one_is_left():
    printed = Printings().add("Stenborg", year=None).add("Stenborg", year=2016).add("Stenborg", year=2017)
    assert printed.actors() == sets([("Stenborg", 0), ("Stenborg", 2016), ("Stenborg", 2017)])
    assert len(resolve(printed.mentions)) == 1
    printed.add("Stenborg", year=2005)
    assert printed.actors() == sets([("Stenborg", 0)], [("Stenborg", 2005)], [("Stenborg", 2016), ("Stenborg", 2017)])
    assert len(resolve(Printings().add("Stenborg", year=None).mentions)) == 1


def test_of_a_surname_of_many_those_described_alike_are_one():
    printed = Printings().add("Müller", "Landrätin", year=2015).add("Müller", "Landrat", year=2016)
    printed.add("Müller", "Bürgermeister", year=2016).add("Müller", year=2015).add("Müller", year=2016)
    resolved = resolve(printed.mentions)
    actors = {frozenset((each.group.marks, each.group.year) for each in actor.links) for actor in resolved}
    head, mayor = frozenset({"office:district_head"}), frozenset({"office:mayor"})
    assert actors == sets([(head, 2015), (head, 2016)], [(mayor, 2016)], [(frozenset(), 2015), (frozenset(), 2016)])


@pytest.mark.parametrize(
    ("name", "articles", "enough"),
    [("Stenborg", 1, True), ("Müller", 9, False), ("Susan", 1, False), ("Susan", 2, True), ("X", 9, False)],
)
def test_names_that_tell_enough(name, articles, enough):
    assert identifies(name, articles) is enough


def test_initials_are_not_a_name_of_fewer():
    assert initials_fit("j. k. rowling", "joanne kathleen rowling")
    assert initials_fit("j. rowling", "joanne rowling")
    assert not initials_fit("j. k. rowling", "joanne rowling")


def test_a_middle_name_that_is_left_out_is_one_unless_something_speaks_against_it():
    assert len(Printings().add("Ylva Stenborg").add("Ylva M. Stenborg").actors()) == 1
    assert len(Printings().add("Ylva Stenborg", "Landrätin").add("Ylva M. Stenborg", "Richterin").actors()) == 2
    assert len(Printings().add("Ylva Müller").add("Ylva M. Müller").actors()) == 2
    assert len(Printings().add("Ylva Müller", "Richterin").add("Ylva M. Müller", "Richterin").actors()) == 1


def test_a_word_that_is_taken_for_something_else_nearly_as_often_is_nobody_s_surname():
    printed = Printings().add("Ylva Stenborg", times=4).add("Stenborg", times=2)
    assert len(printed.actors()) == 1
    printed.add("Stenborg", kind="organisation")
    assert len(printed.actors()) == 1
    printed.add("Stenborg", kind="organisation")
    assert printed.actors() == sets([("Ylva Stenborg", 2016)], [("Stenborg", 2016)])


def test_who_is_described_alike_at_another_time_is_somebody_else():
    printed = Printings().add("Bob Smith", "senator", year=1990).add("Robert Smith", "senator", year=2016)
    assert len(printed.actors()) == 2


def test_a_middle_name_that_is_left_out_is_another_s_who_has_another_office_near_or_far_in_time():
    for name, other in [("Ylva Stenborg", "Ylva M. Stenborg"), ("Ylva M. Stenborg", "Ylva Stenborg")]:
        assert len(Printings().add(name, "senator", year=1990).add(other, "coach", year=2016).actors()) == 2
        assert len(Printings().add(name, "senator", year=1990).add(other, "senator", year=2016).actors()) == 1
        # What both are near in time counts, not what one was at another time.
        printed = Printings().add(name, "senator", year=1990).add(name, "coach", year=2016)
        printed.add(other, "coach", year=1990).add(other, "senator", year=2016)
        assert len(printed.actors()) == 2


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ylva Stenborg", "Ylva Stenberg"),
        ("Hans Hofmann", "Hans Hoffmann"),
        ("Fritz Kuhn", "Fritz Kühn"),
        ("Carl Stenborg", "Karl Stenborg"),
    ],
)
def test_names_that_are_only_spelled_alike_are_two_though_the_descriptions_agree(name, other):
    printed = Printings().add(name, "Landrätin").add(other, "Landrätin")
    assert printed.actors() == sets([(name, 2016)], [(other, 2016)])


def test_names_that_are_only_spelled_alike_stay_two_though_a_surname_alone_may_be_either_s():
    printed = Printings().add("Carl Stenborg", "Landrat").add("Karl Stenborg", "Landrat").add("Stenborg")
    assert printed.actors() == sets([("Carl Stenborg", 2016)], [("Karl Stenborg", 2016)], [("Stenborg", 2016)])
    printed = Printings().add("Carl Stenborg", "Landrat").add("Karl Stenborg", "Landrat").add("Stenborg", "Landrat")
    assert len(printed.actors()) == 3


def test_a_short_given_name_is_one_where_the_descriptions_agree():
    assert len(Printings().add("Bob Smith", "senator").add("Robert Smith", "Senator").actors()) == 1
    assert len(Printings().add("Bob Smith", "senator").add("Robert Smith").actors()) == 2


def test_jr_may_be_left_out_of_the_name_of_whoever_holds_the_same_office_then():
    printed = Printings().add("Noah R. Okafor Jr.", "Vice President").add("Noah Okafor", "the US vice president")
    assert printed.actors() == sets([("Noah R. Okafor Jr.", 2016), ("Noah Okafor", 2016)])
    printed.add("Okafor", "vice president")
    assert len(printed.actors()) == 1


@pytest.mark.parametrize(
    ("of_one", "of_other", "year"),
    [
        (["businessman"], ["businessman"], 2016),  # a father and his son may have one trade
        (["presidential candidate"], ["the candidate's son"], 2016),
        (["president"], ["president"], 2016),  # of a country, and of a club
        (["governor"], ["governor"], 1990),
        (["senator from Ohio"], ["senator from Texas"], 2016),
        ([], [], 2016),
    ],
)
def test_father_and_son_are_two(of_one, of_other, year):
    printed = Printings().add("Noah Okafor Jr.", *of_one).add("Noah Okafor", *of_other, year=year)
    assert printed.actors() == sets([("Noah Okafor Jr.", 2016)], [("Noah Okafor", year)])


def test_who_may_be_the_father_or_the_son_is_neither():
    printed = Printings().add("Noah Okafor Jr.", "senator").add("Noah Okafor Sr.", "senator")
    printed.add("Noah Okafor", "senator")
    assert len(printed.actors()) == 3


def test_a_name_between_two_that_differ_joins_neither_without_evidence():
    printed = Printings().add("Ylva M. Stenborg").add("Ylva K. Stenborg").add("Ylva Stenborg")
    assert len(printed.actors()) == 3
    printed.add("Ylva M. Stenborg", "Landrätin").add("Ylva Stenborg", "Landrätin")
    assert len(printed.actors()) == 3
    assert printed.basis("Ylva Stenborg", described=frozenset({"office:district_head"}))[0] is Basis.DESCRIPTION


def test_what_is_left_of_a_name_is_an_actor_for_each_time_and_field():
    printed = Printings().add("Stenborg", "Trainer", year=2005).add("Stenborg", "Richter", year=2006)
    printed.add("Stenborg", year=2006).add("Stenborg", year=2012).add("Stenborg", year=None)
    assert printed.actors() == sets([("Stenborg", 2005)], [("Stenborg", 2006)], [("Stenborg", 2012)], [("Stenborg", 0)])
    assert len(resolve(printed.mentions)) == 5  # 2006: the judge, and the one of whom nothing is said


def test_the_same_words_are_one_actor_whatever_they_were_taken_for():
    printed = Printings().add("Ostsee-Zeitung", kind="person").add("Ostsee-Zeitung", kind="organisation", times=2)
    (actor,) = resolve(printed.mentions)
    assert (actor.name, actor.kind) == ("Ostsee-Zeitung", "organisation")


def test_a_seat_is_an_actor_with_its_country_and_not_the_name_shown():
    printed = (
        Printings().add("Moskau", kind="place", times=3).add("Russia", kind="place").add("der Kreml", kind="place")
    )
    (actor,) = resolve(printed.mentions)
    assert actor.name == "Russia"


def test_the_name_shown():
    printed = Printings().add("Stenborg", times=2).add("Ylva Stenborgs").add("Ylva Stenborg").add("Y. Stenborg")
    (actor,) = resolve(printed.mentions)
    assert actor.name == "Ylva Stenborg"


def decision(number, kind, one, other, articles=(), value=None):
    subjects = tuple(Subject(name, "person", frozenset(articles)) for name in one)
    return Decision(number, DecisionKind(kind), subjects, tuple(Subject(name, "person") for name in other), value)


def test_a_merge_wins_over_different_names():
    printed = Printings().add("Ylva Stenborg").add("Nils Okafor").add("Okafor")
    merged = decision(1, "merge", ["Ylva Stenborg"], ["Nils Okafor"])
    assert printed.actors(merged) == sets([("Ylva Stenborg", 2016), ("Nils Okafor", 2016), ("Okafor", 2016)])


def test_a_split_wins_over_the_same_name():
    printed = Printings().add("Sergej Lawrow").add("Sergei Lavrov").add("Sergey Lavrov")
    split = decision(1, "split", ["Sergei Lavrov"], ["Sergej Lawrow", "Sergey Lavrov"])
    assert printed.actors(split) == sets([("Sergej Lawrow", 2016), ("Sergey Lavrov", 2016)], [("Sergei Lavrov", 2016)])


def test_a_split_in_one_article_takes_that_one_alone():
    printed = Printings().add("Ylva Stenborg", year=2015).add("Ylva Stenborg", year=2016)
    split = decision(1, "split", ["Ylva Stenborg"], ["Ylva Stenborg"], articles=[2])
    assert printed.actors(split) == sets([("Ylva Stenborg", 2015)], [("Ylva Stenborg", 2016)])
    again = decision(2, "merge", ["Ylva Stenborg"], ["Nils Okafor"], articles=[2])
    printed.add("Nils Okafor")
    assert printed.actors(split, again) == sets(
        [("Ylva Stenborg", 2015)], [("Ylva Stenborg", 2016), ("Nils Okafor", 2016)]
    )


def test_of_decisions_that_contradict_each_other_the_later_wins():
    printed = Printings().add("Ylva Stenborg").add("Nils Okafor")
    merged, apart = (
        decision(number, kind, ["Ylva Stenborg"], ["Nils Okafor"]) for number, kind in ((1, "merge"), (2, "apart"))
    )
    assert len(printed.actors(merged, apart)) == 2
    again = decision(3, "merge", ["Ylva Stenborg"], ["Nils Okafor"])
    assert len(printed.actors(merged, apart, again)) == 1


def test_of_decisions_the_later_one_overrules():
    merged, apart = (
        decision(number, kind, ["Ylva Stenborg"], ["Nils Okafor"]) for number, kind in ((1, "merge"), (2, "apart"))
    )
    units = [Unit(normalised(name)) for name in ("Ylva Stenborg", "Nils Okafor")]
    assert constraints_of([merged, apart], units).overruled == {1: 2}
    later = decision(3, "merge", ["Ylva Stenborg"], ["Nils Okafor"])
    assert constraints_of([merged, apart, later], units).overruled == {2: 3}


def test_a_description_without_an_office_is_its_words_but_weak_ones():
    assert marks(["die frühere Frau"]) == frozenset()
    assert marks(["der Mann einer Bank x"]) == {"word:bank"}


def test_a_name_that_is_the_same_as_two_kept_apart_joins_neither():
    printed = Printings().add("Sergej Lawrow").add("Sergei Lavrov").add("Sergey Lavrov")
    apart = decision(1, "apart", ["Sergej Lawrow"], ["Sergei Lavrov"])
    actors = resolve(printed.mentions, [apart])
    assert sorted(actor.name for actor in actors) == ["Sergei Lavrov", "Sergej Lawrow", "Sergey Lavrov"]
    found = {each.group.name: (each.basis, each.score) for actor in actors for each in actor.links}
    assert found["Sergej Lawrow"] == found["Sergei Lavrov"] == (Basis.NAME, 1.0)
    assert found["Sergey Lavrov"] == (Basis.ITSELF, 1.0)


def test_what_was_split_off_in_one_article_joins_no_other_spelling():
    printed = Printings().add("Sergei Lavrov", year=2015).add("Sergei Lavrov", year=2016).add("Sergej Lawrow")
    split = decision(1, "split", ["Sergei Lavrov"], ["Sergei Lavrov"], articles=[2])
    assert printed.actors(split) == sets([("Sergei Lavrov", 2015), ("Sergej Lawrow", 2016)], [("Sergei Lavrov", 2016)])


def test_who_is_kept_apart_is_no_candidate():
    printed = Printings().add("Ylva Stenborg").add("Stenborg")
    assert len(printed.actors(decision(1, "apart", ["Stenborg"], ["Ylva Stenborg"]))) == 2


def test_an_alias_links_when_it_is_printed():
    alias = decision(1, "alias", ["Ylva Stenborg"], ["Ylva Okafor"])
    printed = Printings().add("Ylva Stenborg")
    assert len(printed.actors(alias)) == 1
    printed.add("Ylva Okafor").add("Okafor")
    assert len(printed.actors(alias)) == 1


def entry(number, key, *names, shown=None):
    subjects = tuple(Subject(name, "person") for name in names)
    return Decision(number, DecisionKind.IMPORT, subjects, value=key, shown=shown)


@pytest.mark.parametrize("alias", ["Frosty Okafor", "Nils Stenborg"])
def test_a_name_that_was_decided_about_does_not_join_two_others_that_differ(alias):
    printed = Printings().add("Jim Stenborg").add("Jimmy Stenborg").add("James Stenborg")
    assert len(printed.actors()) == 3
    aliased = printed.actors(decision(1, "alias", ["James Stenborg"], [alias]))
    assert len(aliased) == 2
    assert not any({("Jim Stenborg", 2016), ("Jimmy Stenborg", 2016)} <= actor for actor in aliased)


def test_a_name_that_is_short_for_two_joins_them_where_they_were_merged():
    printed = Printings().add("Jim Stenborg").add("Jimmy Stenborg").add("James Stenborg")
    assert len(printed.actors(decision(1, "merge", ["Jim Stenborg"], ["Jimmy Stenborg"]))) == 1


def test_the_names_of_a_register_s_entry_are_one_and_a_shared_one_links_nothing():
    printed = Printings().add("Ylva Stenborg").add("Ylva Okafor").add("Nils Okafor").add("Moody Mole")
    entries = [
        entry(1, "Q1", "Ylva Stenborg", "Ylva Okafor", "Moody Mole"),
        entry(1, "Q2", "Nils Okafor", "Moody Mole"),
    ]
    assert printed.actors(*entries) == sets(
        [("Ylva Stenborg", 2016), ("Ylva Okafor", 2016)], [("Nils Okafor", 2016)], [("Moody Mole", 2016)]
    )


def test_two_entries_keep_apart_what_a_name_would_join():
    printed = Printings().add("Ylva Stenborg").add("Ylva M. Stenborg")
    assert len(printed.actors()) == 1
    assert len(printed.actors(entry(1, "Q1", "Ylva Stenborg"), entry(1, "Q2", "Ylva M. Stenborg"))) == 2


def test_a_renamed_actor_is_shown_so_by_the_latest_name():
    printed = Printings().add("Ylva Stenborg")
    renamed = [
        decision(number, "rename", ["Ylva Stenborg"], [], value=name) for number, name in ((1, "Y."), (2, "Die Chefin"))
    ]
    (actor,) = resolve(printed.mentions, renamed)
    assert (actor.name, actor.renamed) == ("Die Chefin", True)


WORDS = """
Sergej Sergei Joe Joseph Wladimir Volodymyr Anna-Lena Annalena Jürgen Juergen J. J.-P. Jean-Pierre Сергей محمد Muhammad
Xi Jinping F. von Müller Lawrow Lavrov Smith "Bob" Bob Robert Zoë Zoe Dr. Jr. Kim Jong-un Orbán Viktor 习近平 Haddad
Lawrows
"""
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüßéèáàíóúñçåøæ"
words = st.sampled_from(WORDS.split())
names = st.lists(words, min_size=1, max_size=4).map(" ".join)


@given(st.lists(names, min_size=2, max_size=6, unique=True), st.sampled_from(["person", "organisation"]))
def test_names_that_are_not_worth_comparing_are_different(printed, kind):
    for one in printed:
        for other in printed:
            first, second = PrintedName(one, "person"), PrintedName(other, kind)
            keys = comparison_keys(first), comparison_keys(second)
            if not any(may_match(*keys, block) for block in blocks(first) & blocks(second)):
                assert compare(first, second).match == "different"
            assert ComparisonKeys.read(keys[0].stored()) == keys[0]


def test_frequent_surnames_are_compared_by_few():
    people = {(f"{given} Müller", "person") for given in ("Anna", "Berta", "Carl", "Dora", "Emil")}
    assert all(not others for others in pairwise_scores(people).values())


def test_many_names_of_a_block_are_compared_as_few_are():
    given = [f"{beginning}{rest}" for beginning in "BDFGKLMNRSTW" for rest in ("arlo", "erta", "ino")]
    people = [f"{name} Müller" for name in [*given, "J.", "Joe", "Joseph", "Bob", "Robert", "Sergej", "Sergei"]]
    people += ["Müller", "Frau Müller", "Joe Müler", "Joe Müllers", 'Robert "Joe" Müller']
    people += [f"Anna {beginning}{rest}stein" for beginning in "BDFGKLMNRSTW" for rest in ("al", "el", "il")]
    people += ["Anna Belstei", "Anna Bellstein", "Anna Delstien"]
    bodies = [
        f"{name} Deutscher Imker" for name in (f"{one}{other}" for one in "ABCDEF" for other in ("und", "erband"))
    ]
    bodies += [
        "BDI",
        "VDI",
        "Bund Deutscher Imker (BDI)",
        *(f"B{letter}er D{letter}er I{letter}er" for letter in LETTERS),
    ]
    names = [*((name, "person") for name in people), *((name, "organisation") for name in bodies)]
    expected = {
        frozenset((one, other))
        for one in names
        for other in names
        if one < other and compare(PrintedName(*one), PrintedName(*other)).match != "different"
    }
    found = pairwise_scores(names)
    assert {frozenset((one, other)) for one, others in found.items() for other in others} == expected


mentions = st.builds(
    Mention,
    st.integers(1, 5),
    st.sampled_from(
        ["Carl Stone", "Carl F. Stone", "Stone", "C. Stone", "Stones", "Carl G. Stone", "Petra Lind", "Lind"]
    ),
    st.sampled_from(["person", "person", "organisation"]),
    st.sampled_from([frozenset(), frozenset({"Senator"}), frozenset({"Trainer"})]),
    st.sampled_from([None, date(1991, 1, 1), date(1992, 1, 1), date(2003, 1, 1)]),
    st.integers(1, 3),
)


@given(
    st.lists(mentions, max_size=12, unique_by=lambda each: (each.article, each.name, each.kind)),
    st.randoms(use_true_random=False),
)
def test_the_order_of_mentions_does_not_matter_and_each_means_one_actor(listed, random):
    shuffled = random.sample(listed, len(listed))
    actors = resolve(listed)
    assert resolve(shuffled) == actors
    assert {each.group for actor in actors for each in actor.links} == set(grouped(listed))
    assert sum(len(actor.links) for actor in actors) == len(grouped(listed))
    assert all(0 < each.score <= 1 for actor in actors for each in actor.links)
