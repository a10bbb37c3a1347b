"""`log` into a compartment that one cannot read: left sealed, and taken in by who holds it."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.store.book import open_book
from casebook.vault.argon2 import FLOOR
from tests.cli.conftest import CANARY, Desk, Snapshots, incident
from tests.school import WORDS

STAFF_WORDS = "lantern gravel harbour teapot nineteen"

HEAD_ACCUSED = [
    {"name": f"Hector {CANARY}", "kind": "head", "role": "alleged"},
    {"name": f"Perry {CANARY}", "kind": "pupil", "role": "target", "age": 9},
]


@pytest.fixture
def staffed(
    desk: Desk, tmp_path: Path, snapshots: Snapshots, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    """The invented school, with a member of staff who holds nothing at all."""
    from casebook.store import membership

    monkeypatch.setattr(membership.take_in, "__defaults__", (FLOOR,))
    path = tmp_path / "mabel.txt"
    path.write_text(f"{STAFF_WORDS}\n", encoding="utf-8")
    said = ("--role", "staff", "--full-name", "Mabel Invented", "--new-passphrase-file", path)
    snapshots.of("staffed", desk, lambda: str(desk.done("user", "add", "mabel", *said)))
    desk.passfiles["mabel"] = path
    return desk


def left(desk: Desk, user: str = "mabel", **more: object) -> Any:  # noqa: ANN401
    """What `log` answers to a report about the head."""
    report = incident(**({"people": HEAD_ACCUSED} | more))
    return desk.done("log", "-", user=user, stdin=json.dumps(report))


def drops_in(desk: Desk, name: str = "governance") -> list[Path]:
    """The drops that lie in a compartment."""
    return sorted((desk.made / "compartments" / name / "drops").iterdir())


def test_a_member_of_staff_reports_the_head_and_the_chair_finds_it(staffed: Desk) -> None:
    """The whole way: left, told whom to ring, found at the chair's desk, the file gone."""
    answer = left(staffed)

    assert set(answer) >= {"ok", "drop", "compartment", "call_now"}
    assert answer["compartment"] == "governance"
    assert answer["call_now"][0]["who"] == "the chair of governors"
    assert [each.name for each in drops_in(staffed)] == [answer["drop"]]

    ran = staffed("today", user="chair")
    assert ran.data["left"] == ["G-2026-0001"]
    assert "1 report was left for you: G-2026-0001" in ran.err
    shown = staffed.done("show", "G-2026-0001", user="chair")
    assert CANARY in shown["title"]
    assert shown["incidents"][0]["words"] == f"They laugh at how I walk {CANARY}"
    assert "by (mabel, staff), signed with their key" in shown["notes"][0]["words"]
    assert drops_in(staffed) == []
    assert staffed.done("verify", user="chair")["verdict"] == "unchanged"
    assert staffed.done("today", user="chair")["left"] == []


def test_the_head_with_all_their_keys_finds_not_a_word_of_it(staffed: Desk) -> None:
    """[VF-69] On the disk, in every database the head opens, in the list of files: nothing."""
    left(staffed)
    left(staffed, user="dsl")

    for each in staffed.made.rglob("*"):
        assert not each.is_file() or CANARY.encode() not in each.read_bytes()
    with open_book(staffed.made, "head", WORDS["head"]) as book:
        assert book.held == ("general", "staff")
        for compartment in book.compartments():
            assert CANARY not in str(compartment.entries())
    assert staffed.done("today", user="head")["left"] == []
    assert staffed.done("verify", user="head")["verdict"] == "unchanged"
    assert len(drops_in(staffed)) == 2


def test_whoever_left_a_report_cannot_read_it_afterwards(staffed: Desk) -> None:
    left(staffed)

    assert staffed.done("cases", user="mabel")["cases"] == []
    assert staffed("show", "G-2026-0001", user="mabel").status == 3
    assert staffed.done("search", CANARY, user="mabel")["hits"] == []


def test_a_concern_about_a_pupil_reaches_the_safeguarding_lead(staffed: Desk) -> None:
    """Who holds nothing leaves everything: here for the DSL, who is the one to ring."""
    answer = left(staffed, people=incident()["people"])

    assert answer["compartment"] == "general"
    assert "the designated safeguarding lead, or a deputy" in str(answer["call_now"])
    assert staffed.done("today", user="dsl")["left"] == ["C-2026-0001"]


def test_the_words_for_a_person_begin_with_whom_to_ring(staffed: Desk) -> None:
    report = json.dumps(incident(people=HEAD_ACCUSED))
    ran = staffed.run(*staffed.as_("mabel"), "log", "-", stdin=report)

    lines = ran.out.splitlines()
    assert ran.status == 0
    assert "RING NOW" in lines[0]
    assert "the chair of governors" in lines[1]
    assert "It is not received before one" in ran.out


def test_a_report_is_left_while_somebody_else_has_the_casebook_open(staffed: Desk) -> None:
    """[VF-71] No lock is waited for; what is the writer's own work still waits."""
    with open_book(staffed.made, "dsl", WORDS["dsl"]):
        assert left(staffed)["compartment"] == "governance"
        assert left(staffed, user="head")["compartment"] == "governance"
        refused = staffed("log", "-", user="head", stdin=json.dumps(incident()))
        assert refused.error["code"] == "V-07"

    assert len(drops_in(staffed)) == 2
    found = staffed.done("verify", user="dsl")
    assert found["verdict"] == "unchanged"


def test_who_can_only_read_is_told_that_a_report_waits(staffed: Desk) -> None:
    left(staffed)
    with open_book(staffed.made, "dsl", WORDS["dsl"]):
        told = staffed.done("today", user="chair")

    assert (told["left"], told["left_waiting"]) == ([], 1)
    assert staffed.done("today", user="chair")["left"] == ["G-2026-0001"]


def test_where_everybody_is_concerned_nothing_is_left(staffed: Desk) -> None:
    accused = [{"name": "Chandra Example", "kind": "chair", "role": "alleged"}]
    refused = staffed("log", "-", user="mabel", stdin=json.dumps(incident(people=accused)))

    assert refused.error["code"] == "R-08"
    assert [each["who"] for each in refused.error["details"]] == ["the LADO"]
    assert drops_in(staffed) == []


def test_a_report_that_cannot_be_left_still_tells_whom_to_ring(
    staffed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged HEAD is no reason for somebody to stand there not knowing whom to call."""
    head = staffed.made / "compartments" / "governance" / "HEAD"
    head.write_bytes(head.read_bytes().replace(b'"generation": 1', b'"generation": 2'))
    report = json.dumps(incident(people=HEAD_ACCUSED))
    refused = staffed("log", "-", user="mabel", stdin=report)

    assert refused.error["code"] == "R-07"
    assert refused.error["details"][0]["who"] == "the chair of governors"
    assert "could not be left" in refused.error["details"][-1]["what"]
    assert drops_in(staffed) == []
