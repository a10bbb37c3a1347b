"""The end of a case: who may, when, what stays, and that nothing else does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from casebook.casework import (
    actions,
    assessments,
    cases,
    decisions,
    destruction,
    exhibits,
    referrals,
    retention,
)
from casebook.casework.destruction import Certificate, Proposed
from casebook.clock import Hand
from casebook.errors.given import ValueUnknown
from casebook.errors.retaining import (
    CaseDestroyed,
    CaseHeldByLaw,
    CaseStillKept,
    CaseStillOpen,
    DestructionAuthorityMissing,
    DestructionNotProposed,
)
from casebook.errors.rules import ReasonMissing, SecondRefused
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from casebook.vault import layout
from tests.casework.conftest import logged, sitting
from tests.casework.test_closings import settled
from tests.casework.test_retention import lodge_picture

WHY = "Its time has come by our schedule."
WHO = "Governors' minute 14, Carmen Chairperson-Test"
WORDS_OF_IT = "marmalade-quagmire"


@pytest.fixture
def due(book: Book, hand: Hand) -> str:
    """A closed case with an exhibit, whose review day has come."""
    case = settled(book, summary=WORDS_OF_IT)
    exhibit = lodge_picture(book, case)
    exhibits.dispose(book, case, exhibit, "held", "With its case.")
    cases.close(book, case, "resolved")
    hand.set(hand.moment.replace(year=2060))
    return case


@pytest.fixture
def head(due: str, book: Book, made: Path) -> Iterator[Book]:
    """The head at the desk, once the DSL has proposed it."""
    assert isinstance(destruction.propose(book, due, WHY, WHO), Proposed)
    book.close()
    with sitting(made, "head") as theirs:
        yield theirs


def test_two_people_destroy_a_case_and_only_the_certificate_stays(
    due: str, head: Book, made: Path
) -> None:
    """[VF-88] No row, no word, no exhibit; the log still verifies, and says so for ever."""
    sealed = list((head.folder.path / "vault").rglob("?" * 32))
    assert sealed

    paper = destruction.agree(head, due)

    assert (paper.case, paper.authority, paper.reason) == (due, WHO, WHY)
    assert (paper.proposed_by.split(", ")[1], paper.destroyed_by.split(", ")[1]) == ("dsl", "head")
    assert (paper.opened_on, paper.closed_on, paper.files) == ("2026-11-17", "2026-11-17", 1)
    assert not any(each.exists() for each in sealed)
    general = head.compartment("general")
    assert WORDS_OF_IT not in str([each.values for each in general.entries()])
    assert general.search(WORDS_OF_IT) == []
    with pytest.raises(CaseDestroyed):
        cases.shown(head, due)
    assert destruction.certificates(head) == [paper]
    head.close()
    with sitting(made, "dsl") as again:
        assert verify_folder(made, again).verdict == "unchanged"
        assert [each.case for each in destruction.certificates(again)] == [due]


def test_its_number_is_given_to_nothing_else(due: str, head: Book, hand: Hand) -> None:
    destruction.agree(head, due)
    hand.set(hand.moment.replace(year=2026, month=11, day=17, hour=16))

    assert logged(head) == "C-2026-0002"


def test_nothing_of_it_is_left_in_the_files_under_any_key_that_was_known(
    due: str, head: Book
) -> None:
    """The old generation is gone, and with it the key that was known before."""
    old = head.folder.head("general").generation

    destruction.agree(head, due)

    assert head.folder.head("general").generation == old + 1
    left = {each.name[:5] for each in layout.at(head.folder.path).compartment("general").glob("g*")}
    assert left == {f"g{old + 1:04}"}


def test_whoever_proposed_it_does_not_do_it(due: str, book: Book) -> None:
    proposed = destruction.propose(book, due, WHY, WHO)
    assert isinstance(proposed, Proposed)
    assert proposed.may_second == ("head",)

    with pytest.raises(SecondRefused):
        destruction.agree(book, due)
    assert cases.shown(book, due).status == "closed"


def test_nobody_does_what_was_not_proposed(due: str, book: Book, made: Path) -> None:
    book.close()
    with sitting(made, "head") as theirs, pytest.raises(DestructionNotProposed):
        destruction.agree(theirs, due)


def test_a_proposal_does_not_outlive_a_reopening(due: str, book: Book, made: Path) -> None:
    destruction.propose(book, due, WHY, WHO)
    cases.reopen(book, due, "Somebody wrote to us.")
    cases.close(book, due, "resolved")
    book.close()
    with sitting(made, "head") as theirs, pytest.raises((DestructionNotProposed, CaseStillKept)):
        destruction.agree(theirs, due)


def test_a_free_decision_is_no_proposal(due: str, book: Book) -> None:
    with pytest.raises(ValueUnknown):
        decisions.decide(book, due, f"{destruction.PROPOSED}{WHO}", WHY)


def test_an_open_case_is_not_destroyed(book: Book) -> None:
    with pytest.raises(CaseStillOpen):
        destruction.propose(book, settled(book), WHY, WHO)


def test_a_case_is_not_destroyed_before_its_day(book: Book) -> None:
    case = settled(book)
    cases.close(book, case, "resolved")

    with pytest.raises(CaseStillKept) as refused:
        destruction.propose(book, case, WHY, WHO)
    assert refused.value.named["until"] == str(retention.keeping(book, case).review_on)


def test_a_legal_hold_goes_before_everything(due: str, head: Book) -> None:
    """Also when it comes between the first and the second person."""
    retention.hold(head, due, "The court ordered it.")

    with pytest.raises(CaseHeldByLaw):
        destruction.agree(head, due)


@pytest.mark.parametrize("authority", ["", "me", "the DSL", "-"])
def test_the_authority_is_somebody_else_by_name(due: str, book: Book, authority: str) -> None:
    with pytest.raises(DestructionAuthorityMissing):
        destruction.propose(book, due, WHY, authority)


def test_a_reason_is_given(due: str, book: Book) -> None:
    with pytest.raises(ReasonMissing):
        destruction.propose(book, due, ".", WHO)


def test_where_one_person_alone_may_sign_the_certificate_says_so(made: Path, hand: Hand) -> None:
    """The chair alone holds governance: nobody else could be the second."""
    with sitting(made, "chair") as book:
        case = logged(
            book,
            people=[{"name": "Hugo Headteacher-Test", "kind": "head", "role": "alleged"}],
            concerns=["low-level-concern"],
            reported_by=None,
        )
        assert case.startswith("G-")
        close_alone(book, case)
        hand.set(hand.moment.replace(year=2100))

        done = destruction.propose(
            book, case, WHY, "The local authority's letter of 3 May, A. Officer-Test"
        )

        assert isinstance(done, Certificate)
        assert done.alone == destruction.ONE
        assert verify_folder(made, book).verdict == "unchanged"


def close_alone(book: Book, case: str) -> None:
    """Close a case by the LADO's outcome in place of a second person."""
    assessments.assess(book, case)
    contact = referrals.refer(book, case, "lado", agency="LADO", words="Bare facts.")
    referrals.answered(book, contact.reference, "No further action.", reference="LADO-1")
    for each in actions.listed(book, case, "open"):
        actions.do(book, each.id, "Done as asked.")
    assert cases.close(book, case, "unfounded").status == "closed"


def test_a_case_whose_day_has_come_stands_in_today(due: str, book: Book, hand: Hand) -> None:
    assert [each.case for each in cases.today(book).kept_long_enough] == [due]
    hand.set(hand.moment.replace(year=2030))
    assert cases.today(book).kept_long_enough == ()
