"""What leaves is what the profile lists, less what was withheld."""

import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casebook.bundles import notes, preview, profiles, writing
from casebook.bundles.request import BundleRequest, Withheld
from casebook.bundles.selecting import Selection, path_of, select
from casebook.errors.given import RequestInvalid
from casebook.errors.rules import ReleaseIncomplete
from tests.bundles import matter


def chosen(request: BundleRequest | None = None, profile: str = "police") -> Selection:
    """The selection for the invented case."""
    asked = matter.request(profile) if request is None else request
    return select(asked, profiles.load(profile))


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every byte that left, with the compressed parts of documents opened."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            data = file.read_bytes()
            yield file.name, data
            for part in data.split(b"stream")[1:]:
                try:
                    yield file.name, zlib.decompressobj().decompress(part.lstrip(b"\r\n"))
                except zlib.error:
                    continue


@pytest.mark.parametrize("profile", profiles.names())
def test_a_field_that_is_not_listed_never_leaves(profile: str, tmp_path: Path) -> None:
    """Every kind is given a field that no profile lists; its words are looked for everywhere."""
    case = {
        kind: [{**row, "added_next_year": f"UNLISTED-{kind}", "nested": {"reference": "UNLISTED-N"}}
               for row in rows]
        for kind, rows in matter.case().items()
    }  # fmt: skip
    case["low-level-concern"] = [{"reference": "C-2026-0014-Z01", "words": "UNLISTED-KIND"}]
    given = matter.request(profile, matter=case)
    written = writing.write(given, tmp_path, "none")
    found = list(everything_in(written.path))

    assert any(b"Perry Winkle-Test" in data for _, data in found)
    allowed = b"UNLISTED-SUPPORT" if "support" in profiles.load(profile).fields else b"-"
    for name, data in found:
        assert b"UNLISTED" not in data.replace(allowed, b""), name
        assert b"WITHHELD-NOTE" not in data, name


def test_a_field_inside_a_field_needs_its_own_listing() -> None:
    (assessment,) = chosen().records["assessment"]

    assert assessment["answer"] == {
        "severity_name": "Mandatory external",
        "because": [
            {"rule": "people:worker-alleged", "says": "severity at least 4",
             "source": "KCSIE Part four"},
            {"rule": "sign:repeated", "says": "severity at least 3", "source": "003 §2.11"},
        ],
    }  # fmt: skip


def test_a_plain_field_that_became_a_structure_is_kept_back() -> None:
    case = dict(matter.case())
    case["note"] = [{"reference": "C-2026-0014-N01", "words": {"text": "x", "private": "y"}}]
    selection = chosen(matter.request(matter=case))

    assert selection.records["note"] == [{"reference": "C-2026-0014-N01"}]


def test_pointers_become_references_and_marks_and_no_inner_name_leaves() -> None:
    selection = chosen()
    first = selection.records["involvement"][0]

    assert first["incident"] == "C-2026-0014-I01"
    assert first["person"] == "P1"
    assert selection.records["person"][0]["mark"] == "P1"
    assert selection.records["custody"][0]["exhibit"] == "AP/1"
    assert selection.records["action"][0]["assessment"] == "C-2026-0014-T01"
    text = json.dumps(selection.records)
    for inner in ("a" * 32, "1" * 32, "c" * 32, f"{1:032x}"):
        assert inner not in text


def test_a_withheld_record_takes_along_what_hangs_on_it() -> None:
    request = replace(
        matter.request(),
        withholdings=[Withheld("AP/2", "Not needed."), Withheld("C-2026-0014-I02", "Later.")],
    )
    selection = chosen(request)

    assert [each.source.reference for each in selection.exhibits] == ["AP/1"]
    assert {row["exhibit"] for row in selection.records["custody"]} == {"AP/1"}
    assert {row["reference"] for row in selection.records["exhibit"]} == {"AP/1"}
    assert len(selection.records["incident"]) == 1
    assert {row["incident"] for row in selection.records["involvement"]} == {"C-2026-0014-I01"}


def test_a_withheld_person_takes_along_their_parts_and_carers() -> None:
    request = replace(matter.request(), withholdings=[Withheld("P1", "Asked for.")])
    selection = chosen(request)

    assert "Perry" not in json.dumps(selection.records["person"])
    assert {row["person"] for row in selection.records["involvement"]} == {"P2", "P3"}
    assert "carer" not in selection.records


def test_a_correction_leaves_only_with_the_field_it_corrects() -> None:
    selection = chosen()

    assert [row["reference"] for row in selection.records["correction"]] == ["C-2026-0014-K01"]


def test_what_stays_is_counted_by_field() -> None:
    unlisted = chosen().unlisted

    assert unlisted["case.legal_hold"] == 1
    assert unlisted["exhibit.gate_answer"] == 2
    assert "case.title" not in unlisted
    assert "person.id" not in unlisted


def test_the_restriction_stands_where_a_worker_is_alleged_and_nowhere_else() -> None:
    assert chosen().restricted is True
    case = dict(matter.case())
    case["involvement"] = [row for row in case["involvement"] if row["role"] != "alleged"]

    assert chosen(matter.request(matter=case)).restricted is False


def test_a_lado_gets_no_exhibit_and_the_reason_is_listed() -> None:
    selection = chosen(profile="lado")

    assert selection.exhibits == []
    assert Withheld("AP/1", "this recipient gets no exhibits") in selection.withheld
    assert [row["reference"] for row in selection.records["exhibit"]] == ["AP/1", "AP/2"]
    assert "original_name" not in selection.records["exhibit"][0]


def test_a_release_is_refused_with_everything_that_is_missing() -> None:
    case = dict(matter.case())
    case["case"] = [{**case["case"][0], "summary": ""}]
    case["incident"] = []
    request = replace(matter.request(matter=case), purpose=" ", recipient="")
    with pytest.raises(ReleaseIncomplete) as refused:
        chosen(request)

    missing = {each["field"] for each in refused.value.details}
    assert missing == {"purpose", "recipient", "case.summary", "incident", "incident.known_at"}


def test_times_leave_with_their_offset_and_days_as_days() -> None:
    selection = chosen()

    assert selection.records["case"][0]["opened_at"] == "2026-11-17T15:20:00+00:00"
    assert selection.records["person"][0]["born"] == "2014-02-03"


@pytest.mark.parametrize("value", [b"bytes", 1.5, {1, 2}, object()])
def test_what_json_cannot_say_is_refused(value: object) -> None:
    case = dict(matter.case())
    case["note"] = [{"reference": "C-2026-0014-N01", "words": value}]
    with pytest.raises(RequestInvalid):
        chosen(matter.request(matter=case))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("screenshot.PNG", "data/exhibits/AP-1.png"),
        ("no ending", "data/exhibits/AP-1.bin"),
        ("png", "data/exhibits/AP-1.bin"),
        ("run.exe", "data/exhibits/AP-1.bin"),
        ("page.html", "data/exhibits/AP-1.bin"),
        ("letter.docm", "data/exhibits/AP-1.bin"),
        ("../../etc/passwd", "data/exhibits/AP-1.bin"),
        ("..\\..\\x.png", "data/exhibits/AP-1.png"),
        ("C:\\x.jpg", "data/exhibits/AP-1.jpg"),
        ("\\\\server\\share\\x.mp4", "data/exhibits/AP-1.mp4"),
        ("~root", "data/exhibits/AP-1.bin"),
        ("CON", "data/exhibits/AP-1.bin"),
        ("NUL.txt", "data/exhibits/AP-1.txt"),
        ("a:b", "data/exhibits/AP-1.bin"),
        ("x.png.", "data/exhibits/AP-1.bin"),
        ("x.png ", "data/exhibits/AP-1.bin"),
        ("a" * 255 + ".png", "data/exhibits/AP-1.png"),
        ("x\n.png", "data/exhibits/AP-1.png"),
        ("x\x1b.png", "data/exhibits/AP-1.png"),
        ("\u202egnp.exe", "data/exhibits/AP-1.bin"),
        ("x.\u0440ng", "data/exhibits/AP-1.bin"),
        ("x.p\x00ng", "data/exhibits/AP-1.bin"),
        ("", "data/exhibits/AP-1.bin"),
    ],
)
def test_an_exhibit_lies_under_its_mark_whatever_it_was_called(name: str, path: str) -> None:
    assert path_of(matter.exhibit(1, b"x", name)) == path


@pytest.mark.parametrize("mark", ["../1", "AP/0", "AP/01", "ap/1", "AP-1", "", "AP/1/2", "AP/1\n"])
def test_an_exhibit_without_a_proper_mark_does_not_leave(mark: str) -> None:
    with pytest.raises(RequestInvalid):
        path_of(replace(matter.exhibit(1, b"x"), reference=mark))


def test_two_exhibits_of_one_mark_are_refused() -> None:
    with pytest.raises(RequestInvalid):
        chosen(matter.request(exhibits=[matter.exhibit(1, b"x"), matter.exhibit(1, b"y")]))


def test_an_object_without_a_file_is_told_of() -> None:
    case = dict(matter.case())
    case["exhibit"] = [
        {"id": f"{9:032x}", "reference": "AP/9", "description": "A telephone",
         "where_kept": "the school's safe", "lodged_at": datetime(2026, 11, 17, tzinfo=UTC)}
    ]  # fmt: skip
    selection = chosen(matter.request(matter=case))

    assert "AP/9" in {row["reference"] for row in selection.records["exhibit"]}
    assert "AP/9" not in {each.source.reference for each in selection.exhibits}


def test_without_an_exhibit_no_text_speaks_of_labels() -> None:
    """Whoever reads of a file that is not there thinks that somebody took it."""
    request = matter.request(exhibits=[])
    selection = select(request, profiles.load(request.profile))

    assert "exhibit-labels.pdf" not in preview.preview(request).documents
    assert b"exhibit-labels" not in notes.read_me(request, selection)
    full = matter.request()
    assert b"exhibit-labels" in notes.read_me(full, select(full, profiles.load(full.profile)))


def test_the_preview_names_everyone_and_writes_nothing(tmp_path: Path) -> None:
    opened: list[str] = []

    def never() -> io.BytesIO:
        opened.append("x")
        return io.BytesIO()

    exhibits = [replace(matter.exhibit(1, b"x"), open=never)]
    shown = preview.preview(matter.request(exhibits=exhibits))
    names = {each.name: each for each in shown.names}

    assert opened == []
    assert list(tmp_path.iterdir()) == []
    assert set(names) == {
        "Perry Winkle-Test", "Jo Quill-Test", "Ash Winkle-Test", "Fen Winkle-Test",
    }  # fmt: skip
    assert names["Jo Quill-Test"].mark == "P2"
    assert "C-2026-0014" in names["Jo Quill-Test"].where
    assert shown.exhibits == ("AP/1",)
    assert shown.documents == ("report.pdf", "chronology.csv", "exhibit-labels.pdf", "case.json")
    assert "case.legal_hold" in shown.fields_withheld
    assert shown.restricted is True


def test_the_preview_warns_of_a_withheld_person_named_in_somebodys_words() -> None:
    request = replace(matter.request(), withholdings=[Withheld("P2", "Not yet known to them.")])
    names = {each.name: each.where for each in preview.preview(request).names}

    assert names["Jo Quill-Test"] == ("C-2026-0014",)


def test_nobody_is_listed_whose_name_does_not_leave() -> None:
    case = dict(matter.case())
    case["person"] = [
        *case["person"],
        {"id": "7" * 32, "name": "Una Sworn-Test", "born": date(2000, 1, 1)},
    ]
    request = replace(matter.request(matter=case), withholdings=[Withheld("P4", "Not involved.")])

    assert "Una Sworn-Test" not in {each.name for each in preview.preview(request).names}
