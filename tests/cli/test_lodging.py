"""Exhibits: lodged as they came, listed, copied out, and never without the gate."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import CANARY, MATERIAL, Desk, Run, Snapshots, attach

FILES = [
    *sorted(MATERIAL.glob("group-chat-?.png")),
    MATERIAL / "parent-email.eml",
    MATERIAL / "chat-export.txt",
]


def test_files_are_lodged_with_their_hashes_sizes_and_marks(desk: Desk, case: str) -> None:
    lodged = attach(desk, case, *FILES).data["exhibits"]

    expected = [
        (hashlib.sha256(each.read_bytes()).hexdigest(), each.stat().st_size) for each in FILES
    ]
    assert [(each["sha256"], each["size"]) for each in lodged] == expected
    assert [each["reference"].split("/")[1] for each in lodged] == ["1", "2", "3", "4", "5"]
    assert desk.done("exhibits", case)["exhibits"] == lodged


def test_a_copy_is_byte_for_byte_and_stands_in_the_continuity(
    desk: Desk, case: str, tmp_path: Path
) -> None:
    mark = attach(desk, case, FILES[4]).data["exhibits"][0]["reference"]

    copied = desk.done("copy", case, mark, "--to", tmp_path)["copy"]
    chain = desk.done("continuity", case, mark)["continuity"]

    assert Path(copied).read_bytes() == FILES[4].read_bytes()
    assert chain[-1]["what"] == "copied"


def test_without_an_answer_to_the_gate_there_is_no_command(desk: Desk, case: str) -> None:
    said = ("--captured-at", "2026-11-01T10:00:00Z", "--captured-by", "x", "--source", "y")

    ran = desk("attach", case, FILES[0], *said)

    assert (ran.status, ran.error["code"]) == (2, "G-60")
    assert "--imagery" in ran.error["message"]


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_yes_and_an_unsure_leave_the_note_that_the_screen_leaves(
    desk: Desk, case: str, answer: str
) -> None:
    error = attach(desk, case, "/nowhere/at/all.png", imagery=answer).error
    (note,) = desk.done("show", case)["notes"]

    assert note["words"] == f"The imagery question was answered: {answer}. Nothing was opened."
    assert f"Note {note['reference']} in the case says" in error["written"]
    assert error["details"][0]["step"] == "make safe"
    assert attach(desk, case, FILES[0]).error["code"] == "R-37"


def test_what_to_do_is_told_where_the_answer_cannot_be_noted(desk: Desk) -> None:
    error = attach(desk, "C-2026-0999", "/nowhere/at/all.png", imagery="yes").error

    assert error["code"] == "R-01"
    assert "could not be noted in the case" in error["written"]


def test_a_no_after_an_unsure_is_taken_with_its_reason_only(desk: Desk, case: str) -> None:
    stopped = "The imagery question was answered: unsure. Nothing was opened."
    desk.done("note", case, "--words", stopped)

    error = attach(desk, case, FILES[0]).error
    assert (error["code"], error["answer"]) == ("R-37", "unsure")
    assert "--imagery-reason" in error["next"]

    why = {"imagery-reason": "PC Lark-Test looked and told me it is a page of text."}
    lodged = attach(desk, case, FILES[0], **why).data["exhibits"]

    assert len(lodged) == 1
    assert why["imagery-reason"] in desk.done("show", case)["notes"][-1]["words"]


def test_what_was_handed_over_and_what_became_of_it_is_kept(desk: Desk, case: str) -> None:
    mark = attach(desk, case, FILES[0]).data["exhibits"][0]["reference"]

    handed = desk.done(
        *("hand-over", case, mark, "--to", "PC Lark-Test", "--why", "Taken", "--receipt", "R-1")
    )["custody"]
    held = desk.done("dispose", case, mark, "--how", "held", "--why", "Until the review.")

    assert (handed["to_whom"], handed["receipt"]) == ("PC Lark-Test", "R-1")
    assert held["exhibit"]["disposal"] == "held"


def test_a_thing_kept_elsewhere_is_an_exhibit_too(desk: Desk, case: str) -> None:
    said = ("--description", "A telephone", "--where-kept", "The safe", "--captured-by", "Dot")

    kept = desk.done("attach-object", case, *said)["exhibits"][0]

    assert (kept["where_kept"], kept["sha256"]) == ("The safe", "")


def test_an_exhibit_reads_as_text(desk: Desk, case: str) -> None:
    attach(desk, case, FILES[0])

    said = desk.run(*desk.as_("dsl"), "exhibits", case).out

    assert "49303 bytes, image/png" in said
    assert "| group-chat-1.png" in said


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A film of about 40 MB, of coloured bars."""
    if shutil.which("ffmpeg") is None:
        pytest.skip("there is no ffmpeg here to make a film with")
    path = tmp_path / "film.avi"
    bars = ["-f", "lavfi", "-i", "testsrc2=s=640x360:d=4.8:r=25"]
    subprocess.run(["ffmpeg", "-v", "error", *bars, "-c:v", "rawvideo", str(path)], check=True)
    return path


def test_a_film_of_forty_megabytes_comes_out_as_it_went_in(
    desk: Desk, case: str, film: Path, tmp_path: Path
) -> None:
    mark = attach(desk, case, film).data["exhibits"][0]["reference"]
    out = tmp_path / "out"
    out.mkdir()

    copied = Path(desk.done("copy", case, mark, "--to", out)["copy"])

    assert film.stat().st_size > 40_000_000
    assert (
        hashlib.sha256(copied.read_bytes()).digest() == hashlib.sha256(film.read_bytes()).digest()
    )


def test_the_help_asks_the_question_of_the_gate(run: Run) -> None:
    said = " ".join(run("attach", "--help").out.split())

    assert "anyone under 18 nude" in said


def test_a_person_s_own_record_is_let_in_by_its_option_alone(
    desk: Desk, snapshots: Snapshots
) -> None:
    """Where an adult's intimate image is the matter, only what she kept herself may be lodged."""

    def begin() -> str:
        people = [
            {"name": f"Wilma {CANARY}", "kind": "outsider", "role": "target", "age": 31},
            {"name": f"Marlow {CANARY}", "kind": "parent", "role": "alleged", "age": 40},
        ]
        case = desk.logged(people=people, wishes=[], concerns=["adult-intimate-image"])
        desk.done("triage", case)
        return case

    case = snapshots.of("own record", desk, begin)

    without = attach(desk, case, FILES[0])
    lodged = attach(desk, case, FILES[0], "--own-record")

    assert (without.status, without.error["code"]) == (1, "R-17")
    assert (lodged.status, len(lodged.data["exhibits"])) == (0, 1)
