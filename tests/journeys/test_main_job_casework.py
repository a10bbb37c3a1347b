# ruff: noqa: F401, F811 - a fixture that is imported is asked for by its name
"""The St Nicholas story, worked through casework as a person would, from the report to the bundle.

A teaching assistant is mocked by parents in a group chat. She wants it recorded and the head told,
and not the police yet. Later she changes her mind.
"""

import json
from pathlib import Path

import pytest

from casebook.bundles import checking
from casebook.casework import (
    actions,
    assessments,
    cases,
    chronology,
    exhibits,
    incidents,
    notes,
    referrals,
    releases,
    supports,
    wishes,
)
from casebook.clock import Hand
from casebook.errors.rules import ClosureRefused, SecondRefused, WishStands
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from tests.casework.conftest import (
    book,
    hand,
    incident,
    later,
    made,
    sitting,
    template,
)

MATERIAL = Path(__file__).parent.parent / "material"
TANSY = "Tansy Halfpenny-Test"
WANTS = [
    {
        "whose": TANSY,
        "about": "recording",
        "words": "I want it written down.",
        "answer": "yes",
        "limits_explained": True,
        "at": "2026-11-17T15:20:00+00:00",
    },
    {
        "whose": TANSY,
        "about": "head",
        "words": "Hector should know.",
        "answer": "yes",
        "at": "2026-11-17T15:20:00+00:00",
    },
    {
        "whose": TANSY,
        "about": "police",
        "words": "Not the police, not yet.",
        "answer": "no",
        "at": "2026-11-17T15:20:00+00:00",
    },
]


@pytest.fixture
def logged_case(book: Book) -> str:
    """The case, logged and triaged, with two screenshots lodged."""
    logged = incidents.log(book, incidents.read(incident(wishes=WANTS, signs=["repeated"])))
    exhibits.lodge(
        book,
        logged.case,
        [MATERIAL / "group-chat-1.png", MATERIAL / "group-chat-2.png"],
        imagery="no",
        captured_at="2026-11-17T15:18:00+00:00",
        captured_by="Tansy Halfpenny-Test",
        source="the group Otters class on Chatterbox",
    )
    assessments.assess(book, logged.case)
    return logged.case


def by_route(book: Book, case: str) -> dict[str, str]:
    """The open and decided actions of a case, by route."""
    return {each.route: each.id for each in actions.listed(book, case)}


def test_the_report_is_kept_and_triaged_under_the_schools_own_profile(
    book: Book,
    logged_case: str,
) -> None:
    view = cases.shown(book, logged_case)

    assert view.compartment == "general"
    assert view.severity == 3
    assert view.assessments[0].wishes == "victim-decides"
    assert [each.reference for each in view.exhibits] == ["THT/1", "THT/2"]
    assert {each.route: each.duty for each in view.actions} == {
        "head": "must",
        "platform": "should",
        "police": "consider",
        "union": "should",
    }


def work_the_list(book: Book, hand: Hand, case: str, to: Path) -> None:
    """Do what triage asked for; what her *no* keeps back is refused, and ruled out."""
    todo = by_route(book, case)
    later(hand, minutes=40)
    actions.do(book, todo["head"], "Hector was told.", with_whom="Hector Sample")
    later(hand, hours=18)
    actions.do(book, todo["platform"], "Reported to Chatterbox.", reference="CB-7781")
    supports.offer(book, case, TANSY, "Her union, by Dilys", taken="yes")
    actions.do(book, todo["union"], "She rang her union.")
    with pytest.raises(WishStands):
        referrals.refer(book, case, "police", agency="Invented Constabulary")
    with pytest.raises(WishStands):
        releases.export(book, case, "police", to, purpose="p", basis="b")
    actions.rule_out(book, todo["police"], "She does not want the police yet.")


def change_her_mind(book: Book, case: str) -> None:
    """She wants the police after all, and they are told."""
    wishes.record(
        book,
        case,
        TANSY,
        "police",
        "It went on over night. I want the police told.",
        answer="yes",
        limits_explained=True,
    )
    referred = referrals.refer(
        book,
        case,
        "police",
        agency="Invented Constabulary",
        person="PC Sample-Test 4711",
        words="Told by telephone.",
        reference="42/99871/26",
        incident_log="INC-20261119-0042",
    )
    notes.write(book, case, "PC Sample-Test asks for the screenshots.")

    assert referred.action == by_route(book, case)["police"]
    assert [each.answer for each in cases.shown(book, case).wishes[2:]] == ["no", "yes"]


def put_in_order(book: Book, case: str) -> None:
    """Answer every wish, and say what becomes of every exhibit."""
    for wish in cases.shown(book, case).wishes:
        if wish.is_latest:
            wishes.answer(book, wish.reference, "It was done as she wished.")
    for mark in ("THT/1", "THT/2"):
        exhibits.dispose(book, case, mark, "held", "until the police have answered")


def to_the_police(book: Book, case: str, to: Path) -> releases.Exported:
    """The bundle for the officer who asked."""
    return releases.export(
        book,
        case,
        "police",
        to,
        purpose="Report of malicious communications",
        basis="Data Protection Act 2018, Schedule 2 paragraph 2",
        recipient="PC Sample-Test 4711",
        seal="none",
    )


def test_from_the_report_to_the_bundle(
    book: Book, hand: Hand, made: Path, logged_case: str, tmp_path: Path
) -> None:
    """The whole story: worked, refused where it must be, signed twice, reopened, exported."""
    work_the_list(book, hand, logged_case, tmp_path)
    with pytest.raises(ClosureRefused) as refused:
        cases.close(book, logged_case, "resolved")

    missing = {each["missing"] for each in refused.value.details}
    assert missing == {"wish-unanswered", "exhibit-without-disposal", "reporter-not-told"}

    later(hand, days=1)
    change_her_mind(book, logged_case)
    put_in_order(book, logged_case)
    told = "Tansy was told by Dilys on 19 November."
    proposed = cases.close(book, logged_case, "referred-on", told)
    with pytest.raises(SecondRefused):
        cases.approve(book, logged_case)
    book.close()

    assert proposed.status == "awaiting-second"

    with sitting(made, "head") as heads:
        waiting = [each.case for each in cases.today(heads).waiting]
        signed = cases.approve(heads, logged_case, "Agreed.")
        reopened = cases.reopen(heads, logged_case, "The police ask for more.")
        (tmp_path / "out").mkdir()
        left = to_the_police(heads, logged_case, tmp_path / "out")
        view = cases.shown(heads, logged_case)
        lines = chronology.chronology_of(heads, logged_case)
        chain = exhibits.continuity_of(heads, logged_case, "THT/1")

    assert waiting == [logged_case]
    assert (signed.status, reopened.status) == ("closed", "open")
    assert [each.state for each in view.closings] == ["reopened"]
    assert [each.what for each in chain] == ["captured", "lodged", "released"]
    assert [each.at for each in lines] == sorted(each.at for each in lines)
    assert view.releases[0].bundle == left.bundle_id
    assert checking.check(Path(left.bundle), left.fingerprint).verdict == "unchanged"
    case_file = json.loads((Path(left.bundle) / "data" / "case.json").read_text("utf-8"))
    assert case_file["records"]["referral"][0]["their_reference"] == "42/99871/26"
    with sitting(made, "head", write=False) as heads:
        assert verify_folder(made, heads).verdict == "unchanged"
