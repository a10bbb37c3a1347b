"""Leave is given by whose office it is, until a day; a text is read by somebody else."""

from pathlib import Path
from typing import Any

import pytest

from casebook.casework.registers import approvals, keeping
from casebook.casework.registers.approvals import APPROVAL
from casebook.clock import Hand
from casebook.errors.given import MomentImpossible
from casebook.errors.registers import (
    FieldsMissing,
    NotAnotherReader,
    NotOpenToThis,
    NotTheirsToDecide,
    OwnDecision,
    PicturesUnchecked,
)
from casebook.store.book import Book
from tests.casework.conftest import later, sitting

AP = "C-AP-0001"
ASKED: dict[str, Any] = {
    "what": "former-pupil",
    "whose": "Tansy Halfpenny-Test",
    "whom": "Perry Winkle-Test",
    "scope": "Messages about the choir, in the school's own alumni group.",
}
TEXT = ASKED | {"what": "second-reader", "scope": "Snow: we are closed today.", "whom": "Gatepost"}


@pytest.mark.parametrize(
    ("user", "decides"),
    [
        ("dsl", {"welfare", "exception"}),
        ("head", {"contact", "former-pupil", "welfare", "exception"}),
    ],
)
def test_each_kind_of_leave_is_for_its_office(
    made: Path, hand: Hand, user: str, decides: set[str]
) -> None:
    with sitting(made, user) as book:
        for what in approvals.DECIDES:
            asked = approvals.ask(book, {**ASKED, "what": what}).reference
            if what in decides:
                view = approvals.give(book, asked, expires="1/7/2027", words="The group only.")
                assert (view.state, str(view.review_on)) == ("given", "2027-07-01")
            else:
                with pytest.raises(NotTheirsToDecide):
                    approvals.give(book, asked, expires="1/7/2027")


def test_leave_has_a_last_day_and_runs_out_by_itself(book: Book, hand: Hand) -> None:
    approvals.ask(book, {**ASKED, "what": "welfare"})
    with pytest.raises(FieldsMissing):
        approvals.give(book, AP)
    with pytest.raises(MomentImpossible):
        approvals.give(book, AP, expires="1/11/2026")
    given = approvals.give(book, AP, expires="1/12/2026")
    assert (given.state, given.due, given.overdue) == ("given", True, False)
    later(hand, days=15)
    late = keeping.listed(book, APPROVAL)[0]
    assert (late.state, late.overdue) == ("expired", True)
    assert late.pressing == ("it has run out: nothing is allowed by it any more",)


def test_nobody_approves_their_own(made: Path, hand: Hand) -> None:
    with sitting(made, "head") as book:
        approvals.ask(book, {**ASKED, "whose": "the head"})
        with pytest.raises(OwnDecision):
            approvals.give(book, AP, expires="1/7/2027")
        with pytest.raises(OwnDecision):
            approvals.give(book, AP, expires="1/7/2027", minute="Chair's letter of 2 November")
    with sitting(made, "dsl") as book:
        view = approvals.give(book, AP, expires="1/7/2027", minute="Chair's letter of 2 November")
        assert "Chair's letter" in str(view.details["decided_by"])


def test_what_is_refused_is_not_given_afterwards(book: Book) -> None:
    approvals.ask(book, {**ASKED, "what": "welfare"})
    view = approvals.refuse(book, AP, "The school's own phone does it.")

    assert (view.state, view.details["decided_words"]) == (
        "refused",
        "The school's own phone does it.",
    )
    with pytest.raises(NotOpenToThis):
        approvals.give(book, AP, expires="1/7/2027")


def test_what_was_given_is_not_amended_but_ended(book: Book) -> None:
    approvals.ask(book, {**ASKED, "what": "welfare"})
    approvals.amend(book, AP, {"scope": "By the school's phone."}, "Narrower.")
    approvals.give(book, AP, expires="1/7/2027")

    with pytest.raises(NotOpenToThis):
        approvals.amend(book, AP, {"scope": "By any means."}, "Wider.")
    assert keeping.end(book, APPROVAL, AP, "It is not needed any more.").state == "ended"


def test_a_text_is_read_by_somebody_other_than_its_author(book: Book) -> None:
    approvals.ask(book, TEXT)
    for author in ("tansy  halfpenny-test", "Tansy Halfpenny", "Tansy"):
        with pytest.raises(NotAnotherReader):
            approvals.give(book, AP, reader=author)
    view = approvals.give(book, AP, reader="Juno Biscuit-Test", words="One comma.")

    assert view.details["scope"] == "Snow: we are closed today."
    assert view.details["decided_by"] == "Juno Biscuit-Test, entered by Dilys Specimen (dsl)"


def test_the_author_at_the_desk_is_no_second_reader(book: Book) -> None:
    approvals.ask(book, {**TEXT, "whose": "Dilys Specimen"})

    with pytest.raises(NotAnotherReader):
        approvals.give(book, AP)


def test_an_author_who_was_amended_away_is_still_no_reader(book: Book) -> None:
    approvals.ask(book, {**TEXT, "whose": "Dilys Specimen"})
    approvals.amend(book, AP, {"whose": "Tansy Halfpenny-Test"}, "She wrote most of it.")

    with pytest.raises(NotAnotherReader):
        approvals.give(book, AP)


def test_pictures_of_children_wait_for_the_list_and_the_consent(book: Book) -> None:
    approvals.ask(book, {**TEXT, "pictures": True, "consent_on": "16/11/2026"})
    with pytest.raises(PicturesUnchecked) as caught:
        approvals.give(book, AP, reader="Juno Biscuit-Test")
    assert len(caught.value.details) == 1
    approvals.amend(book, AP, {"images_list_on": "17/11/2026"}, "Now looked at.")

    assert approvals.give(book, AP, reader="Juno Biscuit-Test").state == "given"
