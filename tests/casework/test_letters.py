"""Letters: nothing is final that nobody has read, and nothing goes to whom it must not."""

import re
from pathlib import Path

import pytest

from casebook.casework import assessments, cases, chronology, letters, notes, referrals
from casebook.casework.case_file import of
from casebook.casework.views import LetterView
from casebook.clock import Hand
from casebook.errors.given import ValueUnknown
from casebook.errors.letters import (
    LetterNamesPeople,
    LetterNotDraft,
    LetterNotFinal,
    LetterNotToThem,
    LetterUnfinished,
    NothingKeptYet,
)
from casebook.errors.rules import CaseNotOpen, ReasonMissing, TellNobodyYet
from casebook.records.carer import Carer
from casebook.store.book import Book
from casebook.store.verify import verify_folder
from tests.casework.conftest import later, logged, people, sitting
from tests.casework.test_closings import settled

JUNO = "Juno Biscuit-Test"


def filled(book: Book, case: str, kind: str = "acknowledgement", to: str = JUNO) -> LetterView:
    """A draft of which every blank is filled."""
    drafted = letters.draft(book, case, kind, to)
    return letters.revise(book, drafted.reference, words=letters.BLANK.sub("soon", drafted.words))


@pytest.mark.parametrize("kind", sorted(letters.templates()))
def test_every_template_says_nothing_of_a_case_but_what_is_listed(kind: str) -> None:
    template = letters.templates()[kind]
    places = set(re.findall(r"\{(\w*)\}", f"{template.subject} {template.text}"))

    assert places <= {"to", "school", "case", "known_on", "sender", "office"}
    assert letters.BLANK.search(template.text), "a person has something to fill in every letter"
    assert all(re.fullmatch(r"S\d+", each) for each in template.sources)
    assert template.tells in {"", "parents", "meeting", "letter"}


def test_a_letter_goes_from_draft_to_sent(book: Book, hand: Hand) -> None:
    case = logged(book)
    drafted = letters.draft(book, case, "acknowledgement", JUNO, "1 Invented Lane")
    assert (drafted.state, drafted.reference) == ("draft", f"{case}-F01")
    assert f"Dear {JUNO}," in drafted.words
    assert "Tuesday 17 November 2026" in drafted.subject
    with pytest.raises(LetterUnfinished) as unfinished:
        letters.finish(book, drafted.reference)
    assert unfinished.value.named["count"] == str(len(drafted.blanks))

    done = letters.finish(book, filled(book, case).reference)
    later(hand, hours=2)
    sent = letters.sent(book, done.reference, "by post")

    assert (done.state, sent.state, sent.sent_how) == ("final", "sent", "by post")
    lines = chronology.chronology_of(book, case)
    told = [each.said for each in lines if each.reference == done.reference]
    assert [each.split(":")[0] for each in told] == ["Drafted", "Read through and final", "Sent"]
    assert {each.who for each in lines if each.reference == done.reference} == {"dsl"}
    assert verify_folder(book.folder.path, book).verdict == "unchanged"


def test_a_final_letter_keeps_its_words_and_is_withdrawn_with_a_reason(book: Book) -> None:
    done = letters.finish(book, filled(book, logged(book)).reference)

    with pytest.raises(LetterNotDraft):
        letters.revise(book, done.reference, words="Something else.")
    with pytest.raises(LetterNotDraft):
        letters.finish(book, done.reference)
    with pytest.raises(ReasonMissing):
        letters.withdraw(book, done.reference, ".")
    gone = letters.withdraw(book, done.reference, "The wrong address.")
    assert (gone.state, gone.words) == ("withdrawn", done.words)
    with pytest.raises(LetterNotDraft):
        letters.sent(book, done.reference, "by post")
    with pytest.raises(LetterNotFinal):
        letters.page(book, done.reference)


def test_names_of_the_case_are_agreed_to_one_by_one(book: Book) -> None:
    """Tansy's name slips in; whom it is to may of course be named."""
    case = logged(book)
    drafted = letters.draft(book, case, "acknowledgement", JUNO)
    words = f"Dear {JUNO}, you wrote about tansy  halfpenny-TEST."
    revised = letters.revise(book, drafted.reference, words=words)

    assert revised.names == ("P1",)
    with pytest.raises(LetterNamesPeople) as refused:
        letters.finish(book, drafted.reference)
    assert refused.value.details == ({"mark": "P1"},)
    assert "tansy" not in str(refused.value.as_json()).casefold()
    assert letters.finish(book, drafted.reference, ["p1"]).state == "final"


@pytest.mark.parametrize(
    "words",
    ["Tansy is well.", "Ms Halfpenny wrote.", "tansy halfpenny test", "TANSY\u2019s lesson"],
)
def test_a_part_of_a_name_is_a_name_however_it_is_joined(book: Book, words: str) -> None:
    case = logged(book)
    drafted = letters.draft(book, case, "acknowledgement", JUNO)

    assert letters.revise(book, drafted.reference, words=words).names == ("P1",)
    with pytest.raises(LetterNamesPeople):
        letters.finish(book, drafted.reference)


def test_what_the_addressee_is_called_too_names_nobody_else(book: Book) -> None:
    case = logged(book)
    drafted = letters.draft(book, case, "acknowledgement", "Jo Halfpenny-Test")

    revised = letters.revise(book, drafted.reference, words="Dear Jo Halfpenny-Test, thank you.")
    assert revised.names == ()


@pytest.mark.parametrize("kind", ["removal-request", "governors", "invitation-to-meet", "outcome"])
def test_nobody_is_written_to_while_nobody_may_be_told(made: Path, hand: Hand, kind: str) -> None:
    """Also when the lock comes between the draft and the final letter; an agency is written to."""
    with sitting(made, "head") as book:
        accused = people(("alleged", "staff", 41), ("target", "pupil", 12))
        case = logged(book, people=accused, concerns=["harm-threshold-allegation"])
        notes.write(book, case, "Kept in words.")
        drafted = filled(book, case, kind)
        assessments.assess(book, case)

        with pytest.raises(TellNobodyYet):
            letters.draft(book, case, kind, JUNO)
        with pytest.raises(TellNobodyYet):
            letters.finish(book, drafted.reference)
        cover = filled(book, case, "referral-cover", "The LADO")
        assert letters.finish(book, cover.reference).state == "final"
        referrals.advice(book, case, "lado", "Ola Officer-Test", "Tell them now.")
        assert letters.finish(book, drafted.reference).state == "final"


def test_a_carer_who_must_not_be_told_is_written_nothing(book: Book) -> None:
    case = logged(book, people=people(("target", "pupil", 12)))
    compartment, found = book.find_case(case)
    child = of(book, case)[1].people[0].id
    said = {"person_id": child, "name": JUNO, "must_not_be_told": "A court order."}
    with compartment.changing() as change:
        change.add("recorded", Carer.of(case_id=found.id, **said))

    with pytest.raises(LetterNotToThem):
        letters.draft(book, case, "acknowledgement", "juno biscuit-test")


def test_what_is_asked_to_be_taken_down_was_kept_first(book: Book) -> None:
    case = logged(book)

    with pytest.raises(NothingKeptYet):
        letters.draft(book, case, "removal-request", JUNO)
    notes.write(book, case, "It said so and so, in the group Otters class, at 19:20.")
    assert letters.draft(book, case, "removal-request", JUNO).state == "draft"


def test_a_closed_case_gets_no_letter_and_an_unknown_kind_none_either(book: Book) -> None:
    case = settled(book)
    drafted = filled(book, case)
    cases.close(book, case, "resolved")

    with pytest.raises(CaseNotOpen):
        letters.draft(book, case, "outcome", JUNO)
    with pytest.raises(CaseNotOpen):
        letters.finish(book, drafted.reference)
    with pytest.raises(ValueUnknown):
        letters.draft(book, logged(book), "threat", JUNO)


def test_whom_it_is_to_can_fill_no_place_of_the_template(book: Book) -> None:
    drafted = letters.draft(book, logged(book), "acknowledgement", "{case} {sender} Trick-Test")

    assert "Dear {case} {sender} Trick-Test," in drafted.words
