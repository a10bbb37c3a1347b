"""Reports left for others: one case each, once; not for whom they concern; nothing lost."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from casebook.casework import cases, drops, incidents, placing
from casebook.casework.drop_report import packed, unpacked
from casebook.casework.received import LeftReport, Logged
from casebook.clock import Hand
from casebook.errors.given import IncidentInvalid
from casebook.errors.rules import BelongsElsewhere
from casebook.store import drops as store
from casebook.store import membership
from casebook.store.book import Book, open_book
from casebook.store.membership import Newcomer
from casebook.store.verify import verify_folder
from casebook.vault import drops as vault
from casebook.vault import slots
from casebook.vault.argon2 import FLOOR
from casebook.vault.findings import Finding
from casebook.vault.people import introduce, new_identity
from tests.casework.conftest import incident, later, people, sitting

HEAD_ACCUSED = people(("alleged", "head", None), ("target", "pupil", 9))
TEACHER_ACCUSED = [{"name": "Tilly Halfpenny-Test", "kind": "staff", "role": "alleged"}]
DILYS_ACCUSED = [{"name": "Dilys  SPECIMEN", "kind": "staff", "role": "alleged"}]
AT = "2026-11-17T15:30:00+00:00"
MABEL = "lantern gravel harbour teapot nineteen"


def left(book: Book, **changes: object) -> LeftReport:
    """Leave an invented report."""
    done = drops.hand_in(book, incidents.read(incident(**changes)))
    assert isinstance(done, LeftReport)
    return done


def dropped(book: Book, name: str, **changes: object) -> str:
    """Put a report into a compartment of one's own choice, as another program might."""
    report = packed(incidents.read(incident(**changes)))
    known = slots.trusted(book.folder, book.identity)
    return vault.leave(book.folder, name, book.identity, known, report=report, at=AT)


def received(folder: Path, user: str) -> tuple[list[str], list[str]]:
    """What somebody finds when they open it to write: cases, and the codes of findings."""
    with sitting(folder, user) as book:
        drops.take_in(book)
        return list(book.received), [each.code for each in book.noticed]


def test_what_belongs_here_is_kept_and_not_left(book: Book) -> None:
    done = drops.hand_in(book, incidents.read(incident()))

    assert isinstance(done, Logged)
    assert vault.names(book.folder, "general") == []


def test_a_report_becomes_a_case_with_who_left_it_and_both_times(
    made: Path, book: Book, hand: Hand
) -> None:
    before = book.compartment("general").head()
    done = left(book, people=HEAD_ACCUSED)
    assert book.compartment("general").head() == before
    book.close()
    later(hand, days=1)

    with sitting(made, "chair") as chairs:
        drops.take_in(chairs)
        assert chairs.received == ["G-2026-0001"]
        view = cases.shown(chairs, "G-2026-0001")
        note = view.notes[0]
        entries = chairs.compartment("governance").entries([done.drop])
    assert view.incidents[0].words == incident()["words"]
    assert "Dilys Specimen (dsl, dsl)" in note.words
    assert "Tuesday 17 November 2026 at 15:30 GMT by their clock" in note.words
    assert "Taken in on Wednesday 18 November 2026 at 15:30 GMT by Chandra Example" in note.words
    assert note.at == hand.moment - timedelta(days=1)
    assert [(each.verb, each.kind) for each in entries] == [("took in", "witness:drop")]
    values = entries[0].values or {}
    assert values["case"] == "G-2026-0001"
    assert isinstance(values["signed"], dict)
    assert values["signed"]["signature"]


def test_every_part_of_a_report_comes_out_as_it_went_in(hand: Hand) -> None:
    """A day told as "last Monday" stays the day that its sender meant, whenever it is read."""
    draft = incidents.read(
        incident(
            happened_at="last Monday",
            signs=["repeated"],
            people=[
                {"name": "P", "kind": "pupil", "role": "target", "born": "2014-03-09"}
                | {"carers": [{"name": "C", "parental_responsibility": False}]},
                {"kind": "staff", "role": "alleged", "user": "dsl", "age": 41},
            ],
            wishes=[
                {"whose": "P", "about": "police", "words": "no", "answer": "no"}
                | {"limits_explained": True, "at": "17/11 at 1525"},
                {"whose": "Q", "about": "head", "words": "w"},
            ],
        )
    )
    later(hand, days=30)
    again = unpacked(packed(draft))

    assert again.happened == draft.happened
    assert again.people == draft.people
    assert again.known_at == draft.known_at
    assert [each.at and each.at.earliest for each in again.wishes] == [
        each.at and each.at.earliest for each in draft.wishes
    ]
    for name in ("title", "words", "site", "reported_by", "concerns", "signs", "medium"):
        assert getattr(again, name) == getattr(draft, name)


@pytest.mark.parametrize(
    "happened",
    [
        {"from": AT},
        {"from": AT, "to": "2026-11-16T15:30:00+00:00"},
        {"from": "0001-01-01T00:00:00+00:00", "to": AT},
        {"from": "soon", "to": AT},
        {"precision": "surely"},
        {"more": "x"},
    ],
)
def test_a_time_in_a_report_is_checked_like_any_other(happened: dict[str, str], hand: Hand) -> None:
    report = packed(incidents.read(incident())) | {"happened": happened}
    with pytest.raises(IncidentInvalid):
        unpacked(report)


def test_it_is_taken_in_once_and_its_file_is_gone(made: Path, book: Book) -> None:
    done = left(book, people=HEAD_ACCUSED)
    path = vault.path_of(book.folder, "governance", done.drop)
    copy = path.read_bytes()
    book.close()

    assert received(made, "chair") == (["G-2026-0001"], [])
    assert not path.exists()
    path.write_bytes(copy)  # played again, or never removed because its taker was stopped
    assert received(made, "chair") == ([], [store.KEPT_ALREADY])
    assert not path.exists()
    assert received(made, "chair") == ([], [])


def test_another_report_under_a_name_that_was_used_is_set_aside(
    made: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = left(book, people=HEAD_ACCUSED)
    book.close()
    received(made, "chair")
    monkeypatch.setattr(vault, "new_id", lambda: done.drop)
    with sitting(made, "dsl") as again:
        left(again, people=HEAD_ACCUSED, title="Another matter under the old name")

    assert received(made, "chair") == ([], [store.NAME_USED])
    assert vault.path_of(book.folder, "governance", done.drop).exists()


def test_what_a_stranger_left_counts_for_nothing_and_stays(made: Path, book: Book) -> None:
    """[VF-72] A technician seals and signs a report with keys of their own."""
    stranger = new_identity("tech", "staff")
    introduce([book.identity, stranger])
    known = slots.trusted(book.folder, book.identity)
    name = vault.leave(book.folder, "general", stranger, known, report={}, at=AT)
    book.close()

    assert received(made, "dsl") == ([], [store.STRANGER])
    assert vault.names(book.folder, "general") == [name]


def test_what_cannot_be_read_is_named_and_blocks_nothing(made: Path, book: Book) -> None:
    """[VF-75] Damaged, cut, and no report at all; a good one among them is taken in."""
    done = dropped(book, "general")
    path = vault.path_of(book.folder, "general", done)
    bent = bytearray(path.read_bytes())
    bent[-1] ^= 1
    path.with_name("a" * 32).write_bytes(bent)
    path.with_name("b" * 32).write_bytes(b"")
    known = slots.trusted(book.folder, book.identity)
    vault.leave(book.folder, "general", book.identity, known, report={"x": 1}, at=AT)
    book.close()

    cases_made, codes = received(made, "dsl")
    assert cases_made == ["C-2026-0001"]
    assert sorted(codes) == [store.UNREADABLE, store.UNREADABLE, store.NOT_AN_INCIDENT]
    assert len(vault.names(book.folder, "general")) == 3
    with sitting(made, "dsl") as again:
        found = verify_folder(made, again)
    assert found.verdict == "unchanged"
    assert [each.code for each in found.findings].count(store.UNREADABLE) == 2


def test_who_was_disabled_leaves_nothing_any_more(made: Path, book: Book) -> None:
    """[VF-72] What they left before, and was not taken in, is named and stays."""
    membership.take_in(book, Newcomer("mabel", "staff", MABEL, "Mabel Invented"), FLOOR)
    book.close()
    with open_book(made, "mabel", MABEL) as mabels:
        assert mabels.held == ()
        left(mabels)
    with sitting(made, "dsl") as again:
        membership.disable(again, "mabel")

    assert received(made, "dsl") == ([], [store.STRANGER])


def test_a_report_left_before_a_change_of_keys_is_taken_in_after_it(made: Path, book: Book) -> None:
    """[VF-73] The ledger has the earlier secret."""
    book.close()
    with sitting(made, "head") as heads:
        dropped(heads, "general", title="Before")
        membership.revoke(heads, "dsl", "general")
        dropped(heads, "general", title="After")

    with sitting(made, "head") as heads:
        drops.take_in(heads)
        titles = [cases.shown(heads, each).title for each in heads.received]
    assert sorted(titles) == ["After", "Before"]


def test_nobody_whom_a_report_concerns_is_shown_it_or_that_it_is_there(
    made_with_staff: Path, staff_book: Book
) -> None:
    """[VF-75] A sender who knows no names sends it where the accused reads: it stays shut."""
    staff_book.close()
    with sitting(made_with_staff, "head") as heads:
        dropped(heads, "staff", people=DILYS_ACCUSED, title="A canary about Dilys")

    with sitting(made_with_staff, "dsl") as accused:
        drops.take_in(accused)
        assert (accused.received, accused.noticed, drops.waiting(accused)) == ([], (), 0)
        assert "canary" not in str(accused.compartment("staff").entries())
    assert received(made_with_staff, "head") == ([], [store.NOT_HERE])
    with sitting(made_with_staff, "head") as heads:
        membership.revoke(heads, "dsl", "staff")
    assert received(made_with_staff, "head") == (["S-2026-0001"], [])


def test_what_belongs_higher_is_not_kept_lower(made: Path, book: Book) -> None:
    """[VF-75] Somebody drops a report about the head into general."""
    dropped(book, "general", people=HEAD_ACCUSED)
    book.close()

    assert received(made, "dsl") == ([], [store.NOT_HERE])
    assert received(made, "head") == ([], [])


def test_what_was_addressed_higher_than_it_need_be_stays_there(made: Path, book: Book) -> None:
    dropped(book, "governance", people=TEACHER_ACCUSED)
    book.close()

    assert received(made, "chair") == (["G-2026-0001"], [])


def test_a_recovery_sheet_leaves_no_reports(made: Path, book: Book) -> None:
    dropped(book, "general")
    book.close()
    with sitting(made, "dsl") as again:
        sheet = next(each for each in again.everyone() if each.is_recovery)
        found = list(store.found(again, again.compartment("general")))
        assert isinstance(found[0], store.Left)
        label = next(each for each in slots.listed(again.folder) if each.uid == sheet.uid)
        judged = store._judged(again.compartment("general"), found[0].letter, label)
    assert getattr(judged, "code", "") == store.STRANGER


def test_a_reader_takes_nothing_in(made: Path, book: Book) -> None:
    left(book, people=HEAD_ACCUSED)
    book.close()
    with sitting(made, "chair", write=False) as chairs:
        assert drops.waiting(chairs) == 1
        assert cases.today(chairs).left_waiting == 1
        assert cases.listed(chairs) == []
    assert received(made, "chair")[0] == ["G-2026-0001"]


def test_what_could_not_be_left_is_refused_with_whom_to_ring(
    made: Path, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(made / "compartments" / "governance" / "drops")
    (made / "compartments" / "governance" / "drops").write_text("in the way")
    with pytest.raises(BelongsElsewhere) as refused:
        left(book, people=HEAD_ACCUSED)

    said = [each.get("who", each.get("what")) for each in refused.value.details]
    assert said[0] == "the chair of governors"
    assert said[-1] == "It could not be left sealed either"


def test_whom_to_ring_is_whoever_receives_it(book: Book) -> None:
    """The head for a colleague, the chair for the head, and never somebody it concerns."""
    assert left(book, people=TEACHER_ACCUSED).call_now[0]["who"] == "the headteacher"
    assert left(book, people=HEAD_ACCUSED).call_now[0]["who"] == "the chair of governors"


def test_who_holds_nothing_knows_offices_by_the_slots(made: Path, book: Book) -> None:
    """The DSL may have been given staff: for all that mabel knows, so it goes to the chair."""
    membership.take_in(book, Newcomer("mabel", "staff", MABEL), FLOOR)
    book.close()
    with open_book(made, "mabel", MABEL, write=False) as mabels:
        assert {each.short for each in placing.people_of(mabels)} >= {"dsl", "head", "chair"}
        dsl = people(("alleged", "dsl", None), ("target", "pupil", 9))
        assert left(mabels, people=dsl).compartment == "governance"
        assert left(mabels, people=TEACHER_ACCUSED).compartment == "staff"
        marked = [{"kind": "parent", "role": "alleged", "user": "head"}]
        assert left(mabels, people=marked).compartment == "governance"
        assert left(mabels).compartment == "general"
        assert left(mabels).call_now[1]["who"] == placing.DSL["who"]


def test_a_folder_that_somebody_fills_is_read_in_parts_and_keeps_no_report_back(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-86] Some at each opening, others the next time; it is told, and not a hundred times."""
    monkeypatch.setattr(vault, "MOST", 8)
    place = book.folder.drops("general")
    report = dropped(book, "general")
    right = vault.path_of(book.folder, "general", report).stat().st_size
    for number in range(30):
        (place / f"{number:032x}").write_bytes(b"\0" * (right if number % 2 else 7))
    general = book.compartment("general")

    def looked() -> list[object]:
        return list(store.found(book, general))

    for _ in range(60):
        found = looked()
        codes = [each.code for each in found if isinstance(each, Finding)]
        assert codes.count(store.TOO_MANY) == 1
        assert codes.count(store.UNREADABLE) <= store.NAMED + 1
        if any(isinstance(each, store.Left) for each in found):
            return
    pytest.fail("the report was never looked at")


def test_what_is_read_of_left_files_is_bounded_in_bytes(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[VF-86] A file of a length that no report has costs nothing, however long it is."""
    dropped(book, "general")
    (name,) = vault.names(book.folder, "general")
    size = vault.path_of(book.folder, "general", name).stat().st_size
    with (book.folder.drops("general") / ("f" * 32)).open("wb") as huge:
        huge.truncate(10**12)
    for number in range(9):
        shutil.copy(
            book.folder.drops("general") / name, book.folder.drops("general") / f"{number:032x}"
        )
    monkeypatch.setattr(vault, "MOST_BYTES", 3 * size)

    chosen = vault.some(book.folder, "general", vault.names(book.folder, "general"))

    assert "f" * 32 in chosen
    assert len(chosen) == 4
