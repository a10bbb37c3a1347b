"""A school's own profile: adopted, sealed inside the casebook, and named by what it answered."""

from pathlib import Path

import pytest

from casebook.casework import adopting, asking, assessments, moving, reasons
from casebook.casework.case_file import of
from casebook.clock import Hand
from casebook.datafiles import data_folder
from casebook.errors.asked import CatalogueIdTwice, CatalogueInvalid
from casebook.errors.integrity import ExhibitMissing
from casebook.errors.opening import BookReadOnly, CasebookBusyNow
from casebook.errors.rules import NotForThemToAdopt
from casebook.store import membership, resealing
from casebook.store.book import Book, open_book
from casebook.store.founding import Founder, School, create
from casebook.store.verify import verify_folder
from casebook.triage import catalogue
from casebook.vault.argon2 import FLOOR
from tests.casework.conftest import ReaderInTheWay, later, logged, people, sitting
from tests.school import WORDS
from tests.store.conftest import DEPUTY

REACH = "Lantern Street station, ask for the invented Sergeant Teapot"
PUPILS = people(("target", "pupil", 12), ("alleged", "pupil", 13))


def text(**changes: str) -> bytes:
    """An own profile: that of St Nicholas with another contact, and `changes`."""
    folder = data_folder("schema") / "triage" / "profiles"
    found = (folder / "st-nicholas.toml").read_text(encoding="utf-8")
    for old, new in (
        ('id = "st-nicholas"', 'id = "harbour-view"'),
        ("999 in danger; otherwise 101, or the school’s own police contact", REACH),
        *changes.items(),
    ):
        assert old in found
        found = found.replace(old, new)
    return found.encode()


def chosen(data: bytes) -> adopting.Chosen:
    """An own profile that was read and checked."""
    return adopting.chosen(catalogue.load(), data, "harbour-view.toml")


def sealed_files(book: Book) -> set[Path]:
    """Every sealed file of the casebook."""
    return {each for each in book.folder.vault.rglob("*") if each.is_file()}


def police(book: Book, case: str) -> str:
    """How the police are reached, as the latest triage of a case is explained."""
    told = reasons.of_latest(book, case)
    assert told is not None
    return next(each.contact for each in told.explained.routes if each.route == "police")


def test_its_own_profile_is_sealed_anew_with_the_exhibits(staff_book: Book) -> None:
    """[VF-87] Its key was copied too; what it answered stays explained."""
    book = staff_book
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    adopting.adopt(book, chosen(text()))
    assessments.assess(book, case)
    membership.take_in(book, DEPUTY, FLOOR)
    membership.grant(book, DEPUTY.short, "general")
    before = sealed_files(book)
    membership.revoke(book, DEPUTY.short, "general")

    assert resealing.reseal(book, "general") == 1
    assert resealing.reseal(book, "general") == 0

    adopting._READ.clear()
    assert len(before & sealed_files(book)) == 1, "that of staff, which nobody lost"
    assert police(book, case) == REACH
    assert verify_folder(book.folder.path, book).verdict == "unchanged"


def test_a_triage_goes_by_what_was_adopted_and_names_it(book: Book) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    wanted = chosen(text(**{"target_working_days = 5": "target_working_days = 2"}))

    assert adopting.adopt(book, wanted) == ["general"]
    kept = assessments.assess(book, case, concerns=["copyright"])
    assert kept.profile == f"harbour-view (own, {wanted.name[13:25]}…)"

    _, file = of(book, case)
    assert file.assessment is not None
    assert file.assessment.question["profile"] == wanted.name
    assert police(book, case) == REACH
    due = {each["route"]: each["due"] for each in file.assessment.answer["routes"]}
    assert due["hr"].startswith("2026-11-19T17:00")


def test_what_was_answered_before_is_explained_by_the_profile_of_its_day(
    book: Book, hand: Hand
) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    assessments.assess(book, case)
    built_in = police(book, case)

    adopting.adopt(book, chosen(text()))
    assert police(book, case) == built_in

    assessments.assess(book, case)
    later(hand, minutes=1)
    adopting.adopt(book, chosen(text(**{REACH: "Gravel Lane station"})))
    assert police(book, case) == REACH
    assessments.assess(book, case)
    assert police(book, case) == "Gravel Lane station"


def test_who_adopted_it_and_when_is_a_signed_entry_and_the_casebook_verifies(
    book: Book, made: Path, hand: Hand
) -> None:
    (before,) = adopting.in_force(book)
    assert (before.profile, before.sha256, before.adopted_at) == ("st-nicholas", "", None)

    wanted = chosen(text())
    adopting.adopt(book, wanted)
    (now,) = adopting.in_force(book)

    assert (now.profile, now.sha256) == tuple(wanted.name.split("@"))
    assert (now.adopted_at, now.adopted_by) == (hand.moment, "dsl")
    verdict = verify_folder(made, book)
    assert (verdict.verdict, verdict.exhibits) == ("unchanged", 0), "its text is no exhibit"


def test_the_same_is_adopted_once_and_a_built_in_one_may_take_its_place(book: Book) -> None:
    adopting.adopt(book, chosen(text()))
    size = book.compartment("general").head().size

    assert adopting.adopt(book, chosen(text())) == []
    assert book.compartment("general").head().size == size

    back = adopting.chosen(catalogue.load(), "default")
    assert adopting.adopt(book, back) == ["general"]
    assert [each.profile for each in adopting.in_force(book)] == ["default"]


def test_it_counts_after_the_casebook_was_closed_and_lies_nowhere_in_clear(
    book: Book, made: Path
) -> None:
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    adopting.adopt(book, chosen(text()))
    book.close()

    with open_book(made, "dsl", WORDS["dsl"]) as again:
        assessments.assess(again, case)
        assert police(again, case) == REACH
    for each in made.rglob("*"):
        assert not each.is_file() or REACH.encode() not in each.read_bytes()


def test_each_compartment_goes_by_what_its_own_holders_adopted(
    made: Path, book: Book, hand: Hand
) -> None:
    wanted = chosen(text())
    adopting.adopt(book, wanted)
    book.close()

    with sitting(made, "head") as head:
        assert [each.sha256 for each in adopting.in_force(head)] == [wanted.name[-64:], ""]
        assert adopting.adopt(head, wanted) == ["staff"]
    with sitting(made, "chair") as chair:
        assert adopting.adopt(chair, wanted) == ["governance"]


def test_a_case_that_moves_takes_the_profile_of_its_answers_along(
    made: Path, book: Book, hand: Hand
) -> None:
    """The staff compartment goes by another one, and its head can still explain what was said."""
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    adopting.adopt(book, chosen(text()))
    assessments.assess(book, case)
    book.close()

    with sitting(made, "head") as head:
        moved = moving.move(head, case, "staff", "A teacher turns out to be behind it.").case
        assert police(head, moved) == REACH
        assert adopting.in_force(head)[1].profile == "st-nicholas"
        assert verify_folder(made, head).verdict == "unchanged"


def test_whoever_holds_nothing_adopts_nothing(made: Path) -> None:
    with open_book(made, "dsl", WORDS["dsl"]) as opened:
        for name in opened.held:
            membership.revoke(opened, "dsl", name)
        assert opened.held == ()
        with pytest.raises(NotForThemToAdopt):
            adopting.adopt(opened, chosen(text()))


def test_a_deputy_adopts_nothing_and_nobody_does_who_only_reads(
    tmp_path: Path, hand: Hand, made: Path
) -> None:
    founders = [Founder(each, each, WORDS[each]) for each in ("dsl", "head")]
    deputy = Founder("deputy", "deputy-dsl", WORDS["chair"])
    folder = tmp_path / "With a deputy.casebook"
    create(folder, School("Deputy Test School"), [*founders, deputy], cost=FLOOR)

    with (
        open_book(folder, "deputy", WORDS["chair"]) as opened,
        pytest.raises(NotForThemToAdopt),
    ):
        adopting.adopt(opened, chosen(text()))
    with sitting(made, "dsl", write=False) as reading, pytest.raises(BookReadOnly):
        adopting.adopt(reading, chosen(text()))


def test_an_interrupted_adoption_leaves_the_old_one_and_no_stray_file(
    book: Book, reader_in_the_way: ReaderInTheWay
) -> None:
    before = sealed_files(book)
    with reader_in_the_way(), pytest.raises(CasebookBusyNow):
        adopting.adopt(book, chosen(text()))

    assert [each.profile for each in adopting.in_force(book)] == ["st-nicholas"]
    assert sealed_files(book) == before

    adopting.adopt(book, chosen(text()))
    assert len(sealed_files(book) - before) == 1


def test_what_would_differ_is_told_before_anything_is_written(book: Book) -> None:
    data = text(**{'parent-contact = ["governors"]': 'parent-contact = ["head"]'})
    size = book.compartment("general").head().size

    changes = adopting.changed_by(book, chosen(data))["general"]

    assert {each.what: each.after for each in changes} == {
        "profile": "harbour-view",
        "parent contact": "head",
        "contact police": REACH,
    }
    assert book.compartment("general").head().size == size


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ('id = "harbour-view"', 'id = "harbour"', CatalogueInvalid, "harbour-view"),
        ("[contacts.iwf]", "[contacts.iwff]", CatalogueInvalid, "`iwf`"),
        ('pupil-contact = ["dsl"]', 'pupil-contact = ["dls"]', CatalogueInvalid, "`dsl`"),
    ],
)
def test_what_is_not_sound_is_never_taken_in(
    old: str, new: str, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind) as refused:
        chosen(text(**{old: new}))

    assert said in str(refused.value)


def test_a_built_in_profile_is_not_passed_off_as_anothers() -> None:
    data = text(**{'id = "harbour-view"': 'id = "st-nicholas"'})

    with pytest.raises(CatalogueIdTwice):
        adopting.chosen(catalogue.load(), data, "st-nicholas.toml")


def test_a_text_that_is_not_in_the_casebook_answers_nothing(book: Book) -> None:
    """A question that names a state nobody adopted is not answered by another one."""
    case = logged(book, people=PUPILS, concerns=["bullying-of-child"])
    _, file = of(book, case)
    question = asking.question_of(book, file) | {"profile": f"harbour-view@{'0' * 64}"}

    with pytest.raises(ExhibitMissing):
        asking.answer_to(book, file, question)
