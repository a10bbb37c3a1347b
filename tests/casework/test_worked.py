"""Routes worked: what each is told by name, what keeps it back, and what follows from it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from casebook import clock
from casebook.bundles.profiles import load
from casebook.bundles.selecting import select
from casebook.casework import (
    actions,
    assessments,
    bundle_request,
    cases,
    matching,
    referrals,
    worked,
)
from casebook.casework.bundle_request import Wanted
from casebook.casework.case_file import of
from casebook.casework.closings import ALLEGATION_OUTCOMES
from casebook.clock import Hand
from casebook.errors.given import ValueUnknown
from casebook.errors.rules import TellNobodyYet
from casebook.errors.working import CarerNotTold, KeepFirst, OnlyYes, RouteIncomplete, ToldUnknown
from casebook.store.book import Book
from casebook.triage import catalogue
from tests.casework.conftest import PNG, lodge, logged, people
from tests.casework.test_actions import action

PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))
WORKER = people(("target", "pupil", 12), ("alleged", "staff", 30))


@pytest.fixture
def case(book: Book) -> str:
    """A case between two pupils."""
    return logged(book, people=PUPILS, concerns=["bullying-of-child"])


def test_every_table_is_a_route_or_a_kind_that_a_person_adds() -> None:
    known = {*catalogue.load().routes, *actions.ADDED}

    assert set(worked.routes()) <= known
    for name, route in worked.routes().items():
        told = {each.name for each in route.asks}
        assert {each.given for each in route.follows} <= told, name
        assert {each.start for each in route.follows} <= told | {"at"}, name
        assert all((each.kind == "word") == bool(each.words) for each in route.asks), name
        assert all(each.kind == "yes-no" for each in route.asks if each.yes), name


def test_the_lado_ends_in_the_five_words_of_the_guidance() -> None:
    outcome = next(each for each in worked.of_route("lado").asks if each.name == "outcome")

    assert outcome.words == ALLEGATION_OUTCOMES


@pytest.mark.parametrize("route", sorted(worked.routes()))
def test_a_referral_names_everything_that_its_route_cannot_do_without(
    book: Book, case: str, route: str
) -> None:
    asked = [each.name for each in worked.of_route(route).asks if each.must]
    if route not in catalogue.load().routes or not asked:
        return
    with pytest.raises(RouteIncomplete) as refused:
        referrals.refer(book, case, route, told={})

    assert [each["name"] for each in refused.value.details] == asked
    assert cases.shown(book, case).referrals == ()


def test_the_police_numbers_are_two_and_the_officer_is_named(book: Book, case: str) -> None:
    first = referrals.refer(
        book,
        case,
        "police",
        agency="Invented Constabulary",
        incident_log="LOG-118",
        told={"officer": "PC Sample-Test", "channel": "101"},
    )
    assert {each["name"] for each in first.wanted} >= {"reference", "collar_number"}
    assert first.particulars == {"officer": "PC Sample-Test", "channel": "101"}

    later = referrals.answered(
        book, first.reference, "No offence.", reference="42/1/26", told={"outcome": "No crime."}
    )
    assert (later.incident_log, later.their_reference) == ("LOG-118", "42/1/26")
    assert later.particulars["outcome"] == "No crime."
    assert later.particulars["officer"] == "PC Sample-Test"


def test_the_lado_s_outcome_is_one_of_five_words_and_no_other(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    taken = referrals.refer(book, case, "lado", words="Bare facts.", told={"limbs": "2 and 4"})
    with pytest.raises(ValueUnknown):
        referrals.answered(book, taken.reference, "Guilty.", told={"outcome": "guilty"})

    ended = referrals.answered(
        book, taken.reference, "Nothing supports it.", told={"outcome": "Unfounded"}
    )
    assert ended.particulars == {"limbs": "2 and 4", "outcome": "unfounded"}


def test_a_name_that_a_route_is_not_told_and_a_word_that_is_none_are_refused(
    book: Book, case: str
) -> None:
    with pytest.raises(ToldUnknown):
        referrals.refer(book, case, "police", told={"hat": "blue"})
    with pytest.raises(ValueUnknown):
        referrals.refer(book, case, "police", told={"channel": "pigeon"})
    with pytest.raises(OnlyYes):
        referrals.refer(book, case, "union", told={"wished": "no"})
    assert cases.shown(book, case).referrals == ()


def test_a_door_that_asks_for_nothing_by_name_shows_what_is_wanted(book: Book, case: str) -> None:
    taken = referrals.refer(book, case, "police")

    assert "agency" in {each["name"] for each in taken.wanted}
    shown = cases.shown(book, case).referrals[0]
    assert shown.wanted == taken.wanted


def test_the_platform_is_told_after_what_may_be_kept_was_kept(
    book: Book, case: str, tmp_path: Path
) -> None:
    told = {"on_behalf_of": "Perry's mother"}
    with pytest.raises(KeepFirst):
        referrals.refer(book, case, "platform", agency="Chatterbox", told=told)

    picture = tmp_path / "chat.png"
    picture.write_bytes(PNG)
    lodge(book, case, picture)
    assert referrals.refer(book, case, "platform", agency="Chatterbox", told=told).route


def test_why_nothing_was_kept_is_kept_instead(book: Book, case: str) -> None:
    told = {"on_behalf_of": "Perry", "nothing_kept": "It was gone before anybody looked."}

    taken = referrals.refer(book, case, "platform", agency="Chatterbox", told=told)
    assert taken.particulars == told


def test_where_nothing_may_be_kept_nothing_is_waited_for(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["pupil-nudes"])

    told = {"on_behalf_of": "Perry", "intimate": "yes"}
    assert referrals.refer(book, case, "platform", agency="Chatterbox", told=told).particulars


def test_an_intimate_image_is_looked_after_when_forty_eight_hours_are_over(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["pupil-nudes"])
    told = {"on_behalf_of": "Perry", "intimate": "yes"}
    taken = referrals.refer(book, case, "platform", agency="Chatterbox", told=told)

    follow = [each for each in actions.listed(book, case) if each.route == worked.FOLLOW_UP]
    assert [each.due for each in follow] == [taken.at + timedelta(hours=48)]
    referrals.refer(book, case, "platform", agency="Chatterbox", told={**told, "intimate": "no"})
    assert len([1 for each in actions.listed(book, case) if each.route == worked.FOLLOW_UP]) == 1


def test_seventy_two_hours_run_from_when_the_school_became_aware(book: Book) -> None:
    case = logged(book, concerns=["data-breach"])
    referrals.refer(
        book,
        case,
        "data-protection",
        words="A list of allergies went to every family.",
        told={"aware_at": "17/11/2026 15:15"},
    )

    follow = next(each for each in actions.listed(book, case) if each.route == worked.FOLLOW_UP)
    assert follow.due == datetime(2026, 11, 20, 15, 15, tzinfo=clock.LONDON)


def test_social_care_is_chased_on_the_next_working_day(book: Book, case: str) -> None:
    referrals.refer(
        book,
        case,
        "social-care",
        person="Mona Sample-Test",
        words="What happened.",
        told={"parents_hear": "That we rang, tonight.", "decision_due": "yes"},
    )

    follow = next(each for each in actions.listed(book, case) if each.route == worked.FOLLOW_UP)
    assert follow.due == datetime(2026, 11, 18, 17, 0, tzinfo=clock.LONDON)


def test_a_carer_who_must_not_be_told_is_not_put_down_as_told(book: Book, case: str) -> None:
    matching.add_carer(book, case, "P1", "Basil Thorn-Test", must_not_be_told="A court order.")
    assessments.assess(book, case)
    parents = action(book, case, "parents").id

    for told in ("Basil Thorn-Test", "both, basil  THORN-Test among them"):
        with pytest.raises(CarerNotTold):
            referrals.refer(book, case, "parents", words="All.", told={"who": told})
    with pytest.raises(CarerNotTold):
        referrals.refer(book, case, "parents", person="Basil Thorn-Test")
    with pytest.raises(CarerNotTold):
        actions.do(book, parents, "Told.", with_whom="Basil Thorn-Test")
    done = actions.do(book, parents, "Told.", told={"who": "Petra Thorn-Test", "they_said": "Oh."})
    assert done.particulars["they_said"] == "Oh."
    assert [each["name"] for each in done.wanted] == ["told_by", "own_policy"]


def test_nobody_is_told_before_the_lado_agreed_whatever_is_given(staff_book: Book) -> None:
    case = logged(staff_book, people=WORKER, concerns=["harm-threshold-allegation"])
    assessments.assess(staff_book, case)
    with pytest.raises(TellNobodyYet):
        referrals.refer(staff_book, case, "parents", words="All.", told={"who": "Petra"})
    with pytest.raises(TellNobodyYet):
        actions.add(staff_book, case, "behaviour-step", "Speak to him.", "20/11/2026 12:00")

    told = {"may_be_told": "His mother."}
    referrals.advice(staff_book, case, "lado", "Lara Sample-Test", "You may.", told=told)
    taken = referrals.refer(staff_book, case, "parents", words="All.", told={"who": "Petra"})
    assert taken.particulars == {"who": "Petra"}


def test_what_was_done_by_name_stays_when_more_is_told(book: Book, case: str) -> None:
    added = actions.add(book, case, "tell-pupil", "Tell Jo.", "20/11/2026 12:00")
    actions.do(book, added.id, "Told.", told={"who": "Jo"})
    again = actions.do(book, added.id, "Told once more.", told={"said": "Firmly, kindly."})

    assert again.particulars == {"who": "Jo", "said": "Firmly, kindly."}


def test_of_what_was_told_the_police_get_whom_they_were_and_nothing_is_listed_by_itself(
    book: Book, hand: Hand
) -> None:
    """A field that was added stays here until the profile of a recipient lists it."""
    case = logged(book, people=PUPILS, intent="reckless", policies=["behaviour"])
    told = {"officer": "PC Sample-Test", "device_advice": "Leave it on."}
    referrals.refer(book, case, "police", words="All.", told=told)
    compartment, file = of(book, case)
    wanted = Wanted("police", "p", "b", "r", hand.moment)
    leaves = select(bundle_request.of_case(book, compartment, file, wanted), load("police"))

    assert leaves.records["referral"][0]["particulars"] == {"officer": "PC Sample-Test"}
    assert not {"intent", "policies"} & set(leaves.records["incident"][0])
    assert {"incident.intent", "incident.policies"} <= set(leaves.unlisted)
