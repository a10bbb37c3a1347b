"""Times in law that run for the person concerned."""

from datetime import date

import pytest

from casebook import clock
from casebook.casework import cases, incidents, limits
from casebook.casework.case_file import of
from casebook.clock import Hand
from casebook.store.book import Book
from tests.casework.conftest import incident, logged, people

ADULTS = people(("target", "staff", 34), ("alleged", "parent", 40))


def running(book: Book, case: str) -> dict[str, str]:
    """The limits of a case, with their last days."""
    return {each.limit: str(each.last_day) for each in limits.running(of(book, case)[1])}


def test_each_limit_says_where_it_comes_from_and_that_it_is_to_be_checked() -> None:
    for each in limits.known():
        assert each.cited.endswith("(not confirmed: check locally)")
        assert "offence" not in each.words


def test_they_count_from_the_last_act_and_run_for_an_adult(book: Book) -> None:
    """16 November 2026 in the evening, and what is known of it since the day after."""
    case = logged(book, people=ADULTS, concerns=["harassment-of-adult"])

    assert running(book, case) == {"summary-charge": "2027-05-16"}
    assert not cases.shown(book, case).limits[0].assumed


def test_where_nobody_knows_when_it_was_they_count_from_when_the_school_knew(book: Book) -> None:
    said = {"happened_at": None, "concerns": ["parent-post"], "people": ADULTS}
    case = logged(book, **said)

    assert running(book, case) == {"defamation-claim": "2027-11-17"}
    assert cases.shown(book, case).limits[0].assumed


def test_a_claim_counts_from_the_first_publication_and_a_charge_from_the_last_act(
    book: Book, hand: Hand
) -> None:
    """Three days of posts; then the first one's year is over, and a later post has its own."""
    span = ["2026-11-14T08:00:00+00:00", "2026-11-16T21:00:00+00:00"]
    said = {"happened_at": None, "happened_between": span, "concerns": ["bullying-of-adult"]}
    case = logged(book, people=ADULTS, **said)
    ends = {"summary-charge": "2027-05-16", "defamation-claim": "2027-11-14"}
    assert running(book, case) == ends

    hand.set(hand.moment.replace(year=2027, month=10, day=20))
    assert "defamation-claim" in {each.limit for each in cases.today(book).limits}
    again = {"happened_at": "2027-10-02T08:00:00+01:00", "known_at": clock.iso(hand.moment)}
    draft = incident(people=ADULTS, **(said | again | {"happened_between": None}))
    incidents.log(book, incidents.read(draft), case)
    assert running(book, case)["defamation-claim"] == "2027-11-14"
    hand.set(hand.moment.replace(month=11, day=15))
    assert running(book, case)["defamation-claim"] == "2028-10-02"


def test_a_child_is_told_of_none(book: Book) -> None:
    pupils = people(("target", "pupil", 12))

    assert running(book, logged(book, people=pupils, concerns=["harassment-of-adult"])) == {}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2027, 3, 16), False),
        (date(2027, 3, 17), True),
        (date(2027, 5, 16), True),
        (date(2027, 5, 17), False),
    ],
)
def test_they_stand_in_today_for_the_sixty_days_before_they_end(
    book: Book, hand: Hand, day: date, *, told: bool
) -> None:
    case = logged(book, people=ADULTS, concerns=["harassment-of-adult"])
    hand.set(hand.moment.replace(year=day.year, month=day.month, day=day.day))

    assert [each.case for each in cases.today(book).limits] == [case] * told
    assert cases.shown(book, case).limits[0].passed == (day > date(2027, 5, 16))
