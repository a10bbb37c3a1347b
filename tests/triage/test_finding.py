"""Finding by everyday words, over the whole catalogue."""

import pytest

from casebook.triage import lists
from casebook.triage.finding import Findable, is_slip, ranked, stem
from tests.triage.questions import CATALOGUE


def found(typed: str) -> tuple[list[str], list[str]]:
    """The concerns and signs that hold every word typed, and those that hold some."""
    called = {f"concern:{each.id}": each for each in CATALOGUE.concerns.values()}
    things = {
        name: Findable(each.title, each.also_called, each.question) for name, each in called.items()
    }
    signs = CATALOGUE.signs.values()
    things |= {f"sign:{each.id}": Findable(each.title, (), each.question) for each in signs}
    full, some = ranked(typed, list(things.values()))
    return [list(things)[at] for at in full], [list(things)[at] for at in some]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("teaching assistant", {"concern:bullying-of-adult"}),
        ("mock", {"concern:bullying-of-adult"}),
        ("mocked", {"concern:bullying-of-adult"}),
        ("a teaching assistant was mocked", {"concern:bullying-of-adult"}),
        ("group chat", {"concern:bullying-of-adult", "concern:parent-post"}),
        ("staff bullied", {"concern:bullying-of-adult"}),
        ("parents mocking staff", {"concern:bullying-of-adult", "concern:parent-post"}),
        ("blackmail", {"concern:sextortion"}),
        ("happened before", {"sign:repeated"}),
        ("nudes", {"concern:pupil-nudes", "concern:pupil-nudes-trigger"}),
        ("sextortion", {"concern:sextortion"}),
        ("sextorsion", {"concern:sextortion"}),
        ("fake account", {"concern:impersonation"}),
        ("account fake", {"concern:impersonation"}),
        ("deepfake", {"concern:deepfake-of-pupil"}),
        ("deepfkae", {"concern:deepfake-of-pupil"}),
        ("someone else's login", {"concern:hacking"}),
        ("someone else’s login", {"concern:hacking"}),
        ("catfsh", {"concern:impersonation"}),
        ("vape", {"concern:child-exploitation", "concern:harmful-lawful-content"}),
        ("upskirt", {"concern:filmed-assault"}),
        ("pirated film", {"concern:copyright"}),
    ],
)
def test_everyday_words_lead_first_to_what_is_meant(typed: str, first: set[str]) -> None:
    full, _ = found(typed)

    assert full[0] in first


def test_what_holds_only_some_of_the_words_comes_after_what_holds_all() -> None:
    things = [Findable("Bullying of a child", (), ""), Findable("Staff bullied", (), "")]

    assert ranked("staff bullied", things) == ([1], [0])


@pytest.mark.parametrize(
    "typed", ["pupil tried to get in", "parent messaged me", "found my account", "friend request"]
)
def test_contact_that_nobody_asked_for_is_found_whoever_it_came_from(typed: str) -> None:
    """A pupil's or a parent's, on somebody's own account: it has one place, and one reader."""
    full, some = found(typed)

    assert "concern:pupil-contacts-staff" in (full or some)[:3]


def test_a_part_of_a_word_finds_as_well_but_later() -> None:
    things = [Findable("Cyberbullying", (), ""), Findable("x", (), "Was somebody bullied?")]

    assert ranked("bully", things) == ([1, 0], [])
    assert ranked("cyberb", things) == ([0], [])


def test_what_no_word_finds_is_left_out() -> None:
    assert found("zzyzx") == ([], [])


def test_nothing_typed_leaves_everything_in_its_order() -> None:
    things = [Findable("B", ("b", "c"), ""), Findable("A", (), "")]

    assert ranked(" ", things) == ([0, 1], [])


@pytest.mark.parametrize("word", ["bully", "bullies", "bullied", "bullying"])
def test_the_forms_of_a_word_have_one_stem(word: str) -> None:
    assert stem(word) == "bully"


@pytest.mark.parametrize(
    ("typed", "name", "words"),
    [
        ("someone else's login", "rosewood-criminal", "Misuse of logins"),
        ("login misuse", "rosewood-criminal", "Misuse of logins"),
        ("sextortion", "rosewood-matrix", "Sexual (meeting strangers"),
        ("vape", "rosewood-criminal", "Drugs."),
        ("racist", "rosewood-responding", "Criminally racist"),
    ],
)
def test_an_item_is_found_by_its_words_and_by_those_of_what_it_leads_to(
    typed: str, name: str, words: str
) -> None:
    listed, number = lists.found(typed)[0]

    assert listed.id == name
    assert listed.items[number - 1].words.startswith(words)


def test_with_nothing_typed_the_lists_stand_in_the_order_of_their_policies() -> None:
    everything = [
        (each.id, at) for each in lists.load().values() for at in range(1, 1 + len(each.items))
    ]

    assert [(listed.id, at) for listed, at in lists.found(" ")] == everything
    assert lists.found("zzyzxq") == []


@pytest.mark.parametrize(
    "typed", ["sextorsion", "sextotrion", "sextortio", "sextortioon", "extortion"]
)
def test_one_letter_wrong_swapped_missing_or_too_many_is_a_slip(typed: str) -> None:
    meant = "sextortion"

    assert is_slip(typed, meant)
    assert is_slip(meant, typed)
    assert not is_slip(typed, "extraction")


def test_a_slip_is_looked_for_only_where_a_long_word_stands_nowhere() -> None:
    """What was typed rightly is never taken for something else, and short words are too alike."""
    things = [Findable("Texting", (), ""), Findable("Sexting", (), ""), Findable("Vapes", (), "")]

    assert ranked("texting", things) == ([0], [])
    assert ranked("wexting", things) == ([0, 1], [])
    assert ranked("capes", things) == ([], [])


def test_the_beginning_of_a_word_comes_before_a_part_of_one() -> None:
    things = [Findable("Blackmail", (), ""), Findable("Mailing", (), ""), Findable("Mail", (), "")]

    assert ranked("maili", things) == ([1], [])
    assert ranked("mai", things) == ([1, 2, 0], [])
