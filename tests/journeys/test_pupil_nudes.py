"""A picture goes round among pupils that must never be stored, looked at, or even looked up.

Nothing here but grey rectangles. What is wanted of the school is what UKCIS asks: nobody opens it,
the police or social care are told at once, the young person is helped to have it taken down, and
whoever must not be told is not. Nothing of any file is found afterwards: not in the casebook, not
in the home folder, not among temporary files.
"""

import hashlib
import struct
import tempfile
import zlib
from pathlib import Path

import pytest

from tests.journeys.conftest import School

TARGET = "Perry Winkle-Test"
MOTHER = "Wanda Winkle-Test"
FATHER = "Ulf Winkle-Test"
MARK = b"grey-rectangle-9b1f"
"""Stands in the picture's own bytes."""
NAME = "grey-4471.png"
CAPTURED = ("--captured-at", "2026-11-20T13:30:00+00:00", "--captured-by", "Dilys Specimen")


def grey_rectangle() -> bytes:
    """A PNG of one grey rectangle, with a mark in its comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", 64, 48, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * 64) * 48)
    parts = (chunk(b"IHDR", head), chunk(b"tEXt", b"Comment\0" + MARK), chunk(b"IDAT", rows))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + chunk(b"IEND", b"")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of temporary files while this journey lasts."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def reported(school: School) -> str:
    """A friend tells on Friday after lunch; one carer must not be told."""
    school.at("2026-11-20T13:20")
    carers = [
        {"name": MOTHER, "relationship": "mother", "parental_responsibility": True},
        {"name": FATHER, "relationship": "father", "must_not_be_told": "A court order."},
    ]
    target = {"name": TARGET, "kind": "pupil", "role": "target", "age": 14, "carers": carers}
    answer = school.log(
        "dsl",
        title="Pupils speak of a picture of another pupil",
        words="He said he would send it on if she stopped talking to him.",
        medium="instant-message",
        site={"platform": "Snapgate", "handle": "ap.test", "place": "a group of Year 9"},
        reported_by={"name": "Juno Biscuit-Test", "kind": "pupil"},
        people=[target, {"name": "Alba Pine-Test", "kind": "pupil", "role": "alleged", "age": 14}],
    )
    return str(answer["case"])


def nothing_is_taken_in(school: School, case: str, picture: Path) -> None:
    """Unsure is refused with what to do instead; so is no, and so is a file that is not there."""
    attach = ("attach", case, picture, *CAPTURED, "--source", "a telephone")
    absent = ("attach", case, school.folder / "nowhere.png", *CAPTURED, "--source", "a telephone")
    guided = [
        school.refused("dsl", "R-01", *each, "--imagery", "unsure") for each in (attach, absent)
    ]
    assert [each["step"] for each in guided[0]["details"]] == [
        "make safe",
        "leave it",
        "the device",
        "who has seen it",
        "call now",
        "removal",
    ]
    assert guided[0]["details"] == guided[1]["details"]
    school.refused("dsl", "R-37", *attach, "--imagery", "no")

    school.at("2026-11-20T13:40")
    answer = school.done("dsl", "triage", case, "--concern", "pupil-nudes-trigger")["assessment"]
    assert (answer["severity"], answer["wishes"]) == (4, "cannot-veto")
    assert (answer["evidence"]["capture"], answer["locks"]) == ("never", ["no-deletion"])
    reason = ("--imagery-reason", "A parent said that it shows a face and words.")
    school.refused("dsl", "R-02", *attach, "--imagery", "no", *reason)
    assert school.done("dsl", "show", case)["exhibits"] == []


def told(school: School, case: str) -> None:
    """At least one of police and social care today; parents, but not the one who must not know."""
    today = "2026-11-20T23:59"
    assert school.duties("dsl", case) == {
        "dsl": ("must", today),
        "parents": ("should", today),
        "police": ("one-of", today),
        "report-remove": ("should", today),
        "social-care": ("one-of", today),
    }
    actions = school.routes("dsl", case)
    assert {actions[each]["group"] for each in ("police", "social-care")} == {"referral"}

    note = ("--words", "Snapgate, ap.test, since Thursday; nobody here has looked.")
    kept = school.done("dsl", "note", case, *note)["note"]["reference"]
    friend = ("--site", "Snapgate", "--of", "Alba Pine-Test", "--words", "Delete it.")
    school.refused("dsl", "R-49", "removal", "ask", case, "--kept", kept, *friend)

    school.at("2026-11-20T13:55")
    care = ("refer", case, "social-care", "--person", "Mabel Duty-Test", "--words", "Bare facts.")
    school.refused("dsl", "R-62", *care)
    agreed = ("--told", "parents_hear=The mother today", "--told", "decision_due=yes")
    school.done("dsl", *care, *agreed)
    chase = school.routes("dsl", case)["follow-up"]
    assert chase["due"][:16] == "2026-11-23T17:00"

    parents = ("refer", case, "parents", "--words", "What is known, and who helps.")
    school.refused("dsl", "R-65", *parents, "--told", f"who={FATHER}")
    school.refused("dsl", "R-90", "letter", "draft", case, "invitation-to-meet", "--to", FATHER)
    school.at("2026-11-20T15:10")
    school.done("dsl", *parents, "--told", f"who={MOTHER}")


def helped(school: School, case: str) -> None:
    """The young person reports it herself, and only once she wants to."""
    remove = ("refer", case, "report-remove", "--words", "")
    school.refused("dsl", "R-64", *remove, "--told", "agreed=no")
    school.at("2026-11-20T15:40")
    school.done("dsl", *remove, "--told", "agreed=yes", "--told", f"helped_by={MOTHER}")
    school.at("2026-11-20T16:00")
    offer = ("--for", TARGET, "--offered", "A named adult, and a counsellor")
    school.done("dsl", "support", case, *offer, "--taken", "She chose Miss Ribbon-Test.")
    offer = ("--for", "Alba Pine-Test", "--offered", "A named adult")
    school.done("dsl", "support", case, *offer)
    school.do("dsl", case, "dsl", "Both are with somebody they trust.")


def closed(school: School, case: str) -> None:
    """The group is met by social care; the head signs after the DSL."""
    school.at("2026-11-23T11:00")
    school.do("dsl", case, "follow-up", "Social care decided: an assessment.")
    proposed = school.done(
        "dsl", "close", case, "--outcome", "referred-on", "--told-reporter", "Today."
    )
    assert proposed["status"] == "awaiting-second"
    school.refused("dsl", "R-15", "approve", case)
    school.at("2026-11-23T16:00")
    assert school.done("head", "approve", case)["status"] == "closed"


def holds(folder: Path, *needles: bytes) -> list[Path]:
    """The files in `folder` in which one of `needles` stands, in the bytes or in the name."""
    return [
        each
        for each in folder.rglob("*")
        if any(needle in str(each).encode() for needle in needles)
        or (each.is_file() and any(needle in each.read_bytes() for needle in needles))
    ]


def test_nothing_of_the_picture_is_anywhere_and_the_right_people_know(
    st_nicholas: School, temporary: Path
) -> None:
    school = st_nicholas
    picture = school.paper(NAME, grey_rectangle())
    before = {each for each in (school.casebook / "vault").rglob("*") if each.is_file()}
    case = reported(school)
    nothing_is_taken_in(school, case, picture)
    told(school, case)
    helped(school, case)
    closed(school, case)

    said = school.told_in_order(
        "dsl",
        case,
        "The imagery question was answered: unsure. Nothing was opened.",
        "Triage by",
        "Referred to Children’s social care, Mabel Duty-Test",
        "Referred to Parents or carers",
        "Referred to Report Remove",
        f"Help offered to {TARGET}",
        "Closing proposed: referred on",
        "Second signature",
    )
    assert said[-1].who == "head"
    whole = school.says("dsl", "show", case) + school.says("dsl", "chronology", case)
    digest = hashlib.sha256(grey_rectangle()).hexdigest()
    assert NAME not in whole
    assert digest not in whole
    needles = (MARK, NAME.encode(), digest.encode(), grey_rectangle()[33:80])
    for folder in (school.casebook, school.home, school.folder / "state", temporary):
        assert holds(folder, *needles) == []
    after = {each for each in (school.casebook / "vault").rglob("*") if each.is_file()}
    assert after == before
    assert holds(school.folder / "desk", MARK) == [picture], "the search finds what is there"
    school.unchanged("dsl", "head", "chair")
