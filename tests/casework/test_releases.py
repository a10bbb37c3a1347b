"""Releases: previewed, refused where a wish or a lock stands, written, and then recorded."""

import json
from pathlib import Path

import pytest

from casebook.bundles import checking
from casebook.bundles.request import Withheld
from casebook.casework import assessments, cases, corrections, exhibits, releases, wishes
from casebook.errors.given import (
    BundleTargetUnusable,
    ProfileUnknown,
    RecordNotFound,
    TextUnusable,
)
from casebook.errors.machine import DiskFull
from casebook.errors.opening import BookReadOnly, CasebookBusyNow
from casebook.errors.rules import InsideCasebook, TellNobodyYet, WishUnheeded
from casebook.store.book import Book
from tests.casework.conftest import ReaderInTheWay, entries, logged, people, sitting

MATERIAL = Path(__file__).parent.parent / "material"


@pytest.fixture
def case(book: Book) -> str:
    """A triaged case with two exhibits, whose target wants the police."""
    reference = logged(book)
    wishes.record(book, reference, "Tansy Halfpenny-Test", "police", "Tell them.", answer="yes")
    exhibits.lodge(
        book,
        reference,
        [MATERIAL / "group-chat-1.png", MATERIAL / "chat-export.txt"],
        imagery="no",
        captured_at="2026-11-17T15:18:00+00:00",
        captured_by="Alba Pine-Test",
        source="the group Otters class",
    )
    assessments.assess(book, reference)
    return reference


def against_the_police(book: Book) -> str:
    """A triaged case in which a wish says no to the police, and does not decide."""
    case = logged(
        book,
        people=people(("target", "pupil", 12), ("alleged", "pupil", 13)),
        concerns=["credible-threat"],
        wishes=[{"whose": "P", "about": "police", "words": "Not the police.", "answer": "no"}],
    )
    assessments.assess(book, case)
    return case


def export(book: Book, case: str, to: Path, **changes: object) -> releases.Exported:
    """A bundle for the police."""
    said: dict[str, object] = {"purpose": "Report", "basis": "Law", "seal": "none"}
    return releases.export(book, case, "police", to, **(said | changes))  # type: ignore[arg-type]


def told(bundle: releases.Exported) -> dict[str, object]:
    """The records in a bundle that was not sealed."""
    found = json.loads((Path(bundle.bundle) / "data" / "case.json").read_text("utf-8"))
    return dict(found["records"])


def test_a_preview_names_everybody_and_every_exhibit_and_writes_nothing(
    book: Book, case: str
) -> None:
    before = book.compartment("general").head()
    seen = releases.preview(book, case, "police")

    assert {each.name for each in seen.names} == {"Tansy Halfpenny-Test", "Juno Biscuit-Test"}
    assert list(seen.exhibits) == ["APT/1", "APT/2"]
    assert seen.cautions[0] == (
        "The decision about the police is that of Tansy Halfpenny-Test (P1, staff, the one it was "
        f"done to); they want it, wish {case}-W01."
    )
    assert book.compartment("general").head() == before


def test_a_no_that_counts_and_does_not_decide_is_told_before_it_goes_to_the_police(
    book: Book,
) -> None:
    case = against_the_police(book)
    seen = releases.preview(book, case, "police")

    assert [each.reference for each in releases.noes_that_count(seen)] == [f"{case}-W01"]
    assert f"Wish {case}-W01 says no: it does not decide here, but it counts." in seen.cautions
    assert releases.noes_that_count(releases.preview(book, case, "social-care")) == []


def test_a_no_that_counts_is_gone_against_by_name_or_nothing_leaves(
    book: Book, tmp_path: Path
) -> None:
    """By whichever door: the rule stands where bundles are written."""
    case = against_the_police(book)
    for despite in ((), (f"{case}-W02",)):
        with pytest.raises(WishUnheeded):
            export(book, case, tmp_path, despite=despite)
    assert list(tmp_path.glob("B-*")) == []
    assert cases.shown(book, case).releases == ()

    left = export(book, case, tmp_path, despite=[f"{case}-W01"])
    assert Path(left.bundle).exists()


def test_a_bundle_is_checkable_and_recorded_with_its_signed_statement(
    book: Book, case: str, tmp_path: Path
) -> None:
    left = export(book, case, tmp_path, recipient="PC Sample-Test")

    kept = cases.shown(book, case).releases[0]
    assert checking.check(Path(left.bundle), left.fingerprint).verdict == "unchanged"
    assert (kept.reference, kept.bundle) == (f"{case}-X01", left.bundle_id)
    assert (kept.recipient, kept.profile) == ("PC Sample-Test", "police")
    assert list(kept.exhibits) == ["APT/1", "APT/2"]
    assert ("released", "release") in entries(book, case)


def test_each_exhibit_that_left_has_the_link_with_the_bundles_name(
    book: Book, case: str, tmp_path: Path
) -> None:
    left = export(book, case, tmp_path)

    link = exhibits.continuity_of(book, case, "APT/2")[-1]
    assert (link.what, link.receipt) == ("released", left.bundle_id)


def test_exhibits_that_were_not_chosen_stay_and_are_listed_as_withheld(
    book: Book, case: str, tmp_path: Path
) -> None:
    left = export(book, case, tmp_path, only=["APT/2"])

    kept = cases.shown(book, case).releases[0]
    assert list(left.exhibits) == ["APT/2"]
    assert [each["what"] for each in kept.withholdings] == ["APT/1"]
    assert exhibits.continuity_of(book, case, "APT/1")[-1].what == "lodged"
    (tmp_path / "other").mkdir()
    with pytest.raises(RecordNotFound):
        export(book, case, tmp_path / "other", only=["AP/9"])


def test_the_profile_decides_what_leaves(book: Book, case: str, tmp_path: Path) -> None:
    left = releases.export(
        book,
        case,
        "lado",
        tmp_path,
        purpose="Referral",
        basis="KCSIE Part four",
        recipient="Lara Sample-Test",
        seal="none",
    )

    assert left.exhibits == ()
    assert not (Path(left.bundle) / "data" / "exhibits").exists()


def test_users_stand_on_paper_by_name_and_office(book: Book, case: str, tmp_path: Path) -> None:
    records = told(export(book, case, tmp_path))

    assert records["case"][0]["opened_by"] == "Dilys Specimen (dsl)"  # type: ignore[index]
    assert book.user.uid not in json.dumps(records)


def test_somebody_whose_name_nobody_knows_does_not_hold_a_bundle_up(
    book: Book, tmp_path: Path
) -> None:
    unknown = [{"kind": "unknown", "role": "alleged"}, *people(("target", "pupil", 12))]
    reference = logged(book, people=unknown, summary=None, concerns=["bullying-of-child"])
    records = told(export(book, reference, tmp_path))

    assert {each["name"] for each in records["person"]} == {  # type: ignore[attr-defined]
        "Name not known",
        "Invented Person 0",
    }


def test_a_corrected_reading_leaves_with_its_earlier_one(
    book: Book, case: str, tmp_path: Path
) -> None:
    corrections.correct(book, case, "title", "Mocked by parents", "Mistyped.")
    records = told(export(book, case, tmp_path))

    assert records["case"][0]["title"] == "Mocked by parents"  # type: ignore[index]
    assert records["correction"][0]["earlier"].startswith("A teaching")  # type: ignore[index]


def test_a_sealed_bundle_answers_with_its_seven_words_and_keeps_them_nowhere(
    book: Book, case: str, tmp_path: Path
) -> None:
    left = export(book, case, tmp_path, seal="zip")

    assert left.words is not None
    assert len(left.words.split()) == 7
    assert Path(left.bundle).suffix == ".zip"
    compartment, _ = book.find_case(case)
    assert left.words not in str([each.values for each in compartment.entries()])


def test_without_a_choice_it_is_sealed_as_the_profile_says(
    book: Book, case: str, tmp_path: Path
) -> None:
    assert export(book, case, tmp_path, seal=None).words


def test_nothing_leaves_into_the_casebooks_own_folder(book: Book, case: str, made: Path) -> None:
    for folder in (made, made / "vault", made / "out"):
        with pytest.raises(InsideCasebook):
            export(book, case, folder)

    assert cases.shown(book, case).releases == ()


def test_a_purpose_and_a_basis_are_needed(book: Book, case: str, tmp_path: Path) -> None:
    for changes in ({"purpose": " "}, {"basis": ""}):
        with pytest.raises(TextUnusable):
            export(book, case, tmp_path, **changes)


def test_an_unknown_profile_is_refused(book: Book, case: str, tmp_path: Path) -> None:
    with pytest.raises(ProfileUnknown):
        releases.export(book, case, "press", tmp_path, purpose="p", basis="b")


def test_a_reader_releases_nothing(made: Path, book: Book, case: str, tmp_path: Path) -> None:
    with sitting(made, "head", write=False) as heads, pytest.raises(BookReadOnly):
        export(heads, case, tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_a_bundle_that_cannot_be_recorded_does_not_stay(
    book: Book, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(releases, "_link", full)
    for seal in ("none", "zip"):
        (tmp_path / seal).mkdir()
        with pytest.raises(DiskFull):
            export(book, case, tmp_path / seal, seal=seal)
        assert list((tmp_path / seal).iterdir()) == []

    assert cases.shown(book, case).releases == ()


def test_a_bundle_whose_record_fails_at_the_last_step_does_not_stay(
    book: Book, case: str, tmp_path: Path, reader_in_the_way: ReaderInTheWay
) -> None:
    for seal in ("none", "zip"):
        (tmp_path / seal).mkdir()
        with reader_in_the_way(), pytest.raises(CasebookBusyNow):
            export(book, case, tmp_path / seal, seal=seal)
        assert list((tmp_path / seal).iterdir()) == []

    assert cases.shown(book, case).releases == ()


def test_a_bundle_that_cannot_be_written_is_not_recorded(
    book: Book, case: str, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(BundleTargetUnusable):
        export(book, case, in_the_way)

    assert cases.shown(book, case).releases == ()


def test_while_nobody_may_be_told_nothing_goes_to_parents(
    staff_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = people(("target", "pupil", 12), ("alleged", "staff", 30))
    reference = logged(staff_book, people=worker, concerns=["harm-threshold-allegation"])
    assessments.assess(staff_book, reference)
    monkeypatch.setattr(releases, "TELLS_THEM", frozenset({"police"}))

    with pytest.raises(TellNobodyYet):
        export(staff_book, reference, tmp_path)


@pytest.mark.parametrize("mark", ["APT/9", "C-2026-0001-N99", "her name", "P7"])
def test_what_fits_nothing_is_not_said_to_be_withheld(
    book: Book, case: str, tmp_path: Path, mark: str
) -> None:
    with pytest.raises(RecordNotFound):
        export(book, case, tmp_path, withhold=[Withheld(mark, "Not for them.")])

    assert list(tmp_path.glob("B-*")) == []


def test_a_mark_in_small_letters_is_withheld_as_well(book: Book, case: str, tmp_path: Path) -> None:
    left = export(book, case, tmp_path, withhold=[Withheld("apt/1", "Not for them.")])

    files = {each.name for each in (Path(left.bundle) / "data" / "exhibits").iterdir()}
    assert files == {"APT-2.txt"}
