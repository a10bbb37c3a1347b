"""How long a case is kept: the rule with the latest day, the day by hand, the legal hold."""

from datetime import date

import pytest

from casebook.casework import actions, assessments, cases, exhibits, incidents, retention
from casebook.casework.case_file import of
from casebook.clock import Hand
from casebook.errors.retaining import HoldNotThere, ReviewDayEarly, ReviewDayPast
from casebook.errors.rules import HeldByLaw, ReasonMissing
from casebook.store.book import Book
from tests.casework.conftest import PNG, incident, later, lodge, logged, people
from tests.casework.test_closings import PUPILS, settled

BORN = {"name": "Perry Winkle-Test", "kind": "pupil", "role": "target", "born": "2014-03-09"}


def closed(book: Book, **changes: object) -> str:
    """A case that is closed, about pupils; what was only to be considered was ruled out."""
    said = {"people": PUPILS, "concerns": ["bullying-of-child"], "reported_by": None} | changes
    case = logged(book, **said)
    assessments.assess(book, case)
    for each in actions.listed(book, case, "open"):
        if each.duty == "consider":
            actions.rule_out(book, each.id, "It was talked over, and was not needed.")
        else:
            actions.do(book, each.id, "Done as asked.")
    assert cases.close(book, case, "resolved").status == "closed"
    return case


def rule_of(book: Book, case: str) -> tuple[str, str]:
    """The rule by which a case is kept, and until when."""
    kept = retention.keeping(book, case)
    return kept.rule, str(kept.review_on)


def test_every_rule_names_its_source_and_how_sure_it_is() -> None:
    listed = retention.schedule().rules

    assert len({each.id for each in listed}) == len(listed)
    for each in listed:
        assert each.counts_from in {"birth", "work", "end"}
        assert each.cited.endswith("(not confirmed: check locally)") != each.source["confirmed"]
        assert each.source["checked"] == date(2026, 11, 21)


def test_an_open_case_has_no_day_yet(book: Book) -> None:
    assert retention.keeping(book, settled(book)).review_on is None


def test_a_childs_record_is_kept_until_they_would_be_25(book: Book) -> None:
    case = closed(book, people=[BORN])

    assert rule_of(book, case) == ("pupil-file", "2039-03-09")


def test_what_went_to_the_police_is_a_safeguarding_record(book: Book) -> None:
    """The same day here; the rule is one that a school does not shorten."""
    case = settled(book, people=[BORN])
    cases.close(book, case, "resolved")

    assert rule_of(book, case) == ("child-protection", "2039-03-09")


def test_an_age_alone_counts_as_the_latest_birthday_that_it_allows(book: Book) -> None:
    """Somebody who is 12 on 17 November 2026 was born on that day of 2014 at the latest."""
    assert rule_of(book, closed(book, people=people(("target", "pupil", 12)))) == (
        "pupil-file",
        "2039-11-17",
    )


def test_a_child_of_whom_no_age_is_known_counts_as_born_when_it_ended(book: Book) -> None:
    case = closed(book, people=people(("target", "pupil", None)))

    assert rule_of(book, case) == ("pupil-file", "2051-11-17")


def test_an_allegation_is_kept_until_the_person_would_stop_working(staff_book: Book) -> None:
    """34 in 2026: 68 in 2060, which is later than ten years; nobody is asked for a birthday."""
    said = incidents.read(
        incident(people=people(("alleged", "staff", 34)), concerns=["staff-private-contact"])
    )
    case = incidents.log(staff_book, said).case
    _, file = of(staff_book, case)

    day, rule = retention.decided(file, date(2026, 12, 1))

    assert (rule.id, day) == ("allegation", date(2060, 11, 17))


def test_an_allegation_against_somebody_old_is_kept_ten_years(staff_book: Book) -> None:
    said = incidents.read(
        incident(people=people(("alleged", "staff", 66)), concerns=["staff-private-contact"])
    )
    case = incidents.log(staff_book, said).case
    _, file = of(staff_book, case)

    assert retention.decided(file, date(2026, 12, 1))[0] == date(2036, 11, 17)


def test_a_low_level_concern_is_no_allegation(staff_book: Book) -> None:
    """It is looked at each year until the person leaves; with anything worse it is one."""
    accused = people(("alleged", "staff", 34))
    said = incidents.read(incident(people=accused, concerns=["low-level-concern"]))
    case = incidents.log(staff_book, said).case
    low = retention.decided(of(staff_book, case)[1], date(2026, 12, 1))
    assessments.assess(staff_book, case, concerns=["harm-threshold-allegation"])
    worse = retention.decided(of(staff_book, case)[1], date(2026, 12, 1))

    assert (low[1].id, low[0]) == ("complaint", date(2032, 12, 1))
    assert (worse[1].id, worse[0]) == ("allegation", date(2060, 11, 17))


def test_what_no_rule_speaks_of_is_kept_six_years(book: Book) -> None:
    adults = people(("target", "parent", None))
    case = logged(book, people=adults, concerns=["copyright"])
    _, file = of(book, case)

    day, rule = retention.decided(file, date(2026, 12, 1))

    assert (rule.id, day) == ("complaint", date(2032, 12, 1))


def test_sexual_content_is_kept_longest(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["pupil-nudes"])
    assessments.assess(book, case)
    _, file = of(book, case)

    day, rule = retention.decided(file, date(2026, 12, 1))

    assert (rule.id, day) == ("sexual-content", date(2101, 12, 1))


def test_a_later_day_by_hand_stays_when_the_case_is_closed_again(book: Book, hand: Hand) -> None:
    case = closed(book, people=[BORN])
    retention.retain(book, case, date(2060, 1, 1), "The governors' schedule, page 3.")
    cases.reopen(book, case, "Something was forgotten.")
    later(hand, days=1)
    cases.close(book, case, "resolved")

    assert rule_of(book, case) == (retention.BY_HAND, "2060-01-01")
    compartment, found = book.find_case(case)
    told = [each for each in compartment.entries([found.id]) if each.verb == "retained"]
    assert "page 3" in str(told[0].values)


def test_a_day_by_hand_has_a_reason_lies_ahead_and_never_before_a_rule_from_outside(
    book: Book,
) -> None:
    case = closed(book, people=[BORN])
    nudes = logged(book, people=PUPILS, concerns=["pupil-nudes"])

    with pytest.raises(ReviewDayPast):
        retention.retain(book, case, date(2026, 11, 17), "Today.")
    with pytest.raises(ReasonMissing):
        retention.retain(book, case, date(2060, 1, 1), "-")
    with pytest.raises(ReviewDayEarly) as refused:
        retention.retain(book, nudes, date(2040, 1, 1), "We have no room.")
    assert refused.value.named["earliest"] == "2101-11-17"


def test_nobody_shortens_what_a_rule_asks_for(book: Book) -> None:
    """Not even the school's own: else one person alone could end a case the next day."""
    case = closed(book, people=[BORN])

    with pytest.raises(ReviewDayEarly) as refused:
        retention.retain(book, case, date(2030, 1, 1), "Our own schedule says three years.")
    assert refused.value.named == {
        "case": case,
        "rule": "pupil-file",
        "earliest": "2039-03-09",
    }


def test_a_legal_hold_keeps_everything_and_is_lifted_with_a_reason(book: Book) -> None:
    case = settled(book)
    exhibit = lodge_picture(book, case)
    retention.hold(book, case, "The police asked for it in writing.")

    with pytest.raises(HeldByLaw):
        exhibits.dispose(book, case, exhibit, "returned", "Its owner asked for it.")
    with pytest.raises(ReasonMissing):
        retention.lift(book, case, "")
    assert retention.lift(book, case, "The police wrote on Monday.").legal_hold == ""
    assert "The police wrote on Monday." in retention.keeping(book, case).lifted
    with pytest.raises(HoldNotThere):
        retention.lift(book, case, "Once more.")


def lodge_picture(book: Book, case: str) -> str:
    """Lodge an invented screenshot; gives its mark."""
    picture = book.folder.path.parent / "screen.png"
    picture.write_bytes(PNG)
    return lodge(book, case, picture)[0].reference
