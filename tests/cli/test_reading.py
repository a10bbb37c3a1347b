"""Reading: lists and views, as one object and as plain lines."""

import json
from typing import Any

import pytest

from casebook.errors.machine import PlaceReadOnly
from casebook.store import book
from casebook.store.book import open_book
from tests.cli.conftest import CANARY, Desk, incident
from tests.school import WORDS


def test_each_case_of_a_list_says_what_a_list_needs(desk: Desk, case: str) -> None:
    line = desk.done("cases")["cases"][0]

    assert {"case", "title", "status", "severity", "due", "compartment"} <= set(line)
    assert (line["case"], line["severity"]) == (case, None)


def test_lists_are_narrowed(desk: Desk, case: str) -> None:
    counts = {
        said: len(desk.done("cases", *said.split())["cases"])
        for said in ("--status open", "--status closed", "--status all", "--overdue", "--mine")
    }

    assert counts == {
        "--status open": 1,
        "--status closed": 0,
        "--status all": 1,
        "--overdue": 0,
        "--mine": 1,
    }


@pytest.mark.parametrize(
    "words", [CANARY, "teaching mock", '"', "*", "NEAR(", "a AND", "x" * 100_000]
)
def test_a_search_takes_any_text_as_text(desk: Desk, case: str, words: str) -> None:
    hits = desk.done("search", words)["hits"]

    assert bool(hits) is (words in {CANARY, "teaching mock"})
    assert all(each["case"] == case for each in hits)


def test_today_says_what_waits(desk: Desk, case: str) -> None:
    today = desk.done("today")

    assert [each["case"] for each in today["untriaged"]] == [case]
    assert set(today) >= {"at", "overdue", "due", "waiting"}


def test_nothing_is_found_for_who_holds_nothing_of_it(desk: Desk, case: str) -> None:
    assert desk.done("cases", user="chair")["cases"] == []
    assert desk.done("search", CANARY, user="chair")["hits"] == []
    assert desk("show", case, user="chair").status == 3


def test_looking_at_a_restricted_case_is_written_down(desk: Desk) -> None:
    people = [
        {"name": f"Rob {CANARY}", "kind": "staff", "role": "alleged"},
        {"name": f"Kit {CANARY}", "kind": "pupil", "role": "target", "age": 11},
    ]
    said = json.dumps(incident(people=people, wishes=[]))
    case = desk.done("log", "-", user="head", stdin=said)["case"]

    desk.done("show", case, user="head")

    with open_book(desk.made, "head", WORDS["head"], write=False) as book:
        verbs = [each.verb for each in book.compartment("staff").entries()]
    assert verbs.count("viewed") == 1


def restricted(desk: Desk) -> str:
    """A case that the head holds and the DSL does not."""
    people = [
        {"name": f"Rob {CANARY}", "kind": "staff", "role": "alleged"},
        {"name": f"Kit {CANARY}", "kind": "pupil", "role": "target", "age": 11},
    ]
    said = json.dumps(incident(people=people, wishes=[]))
    case: str = desk.done("log", "-", user="head", stdin=said)["case"]
    return case


def test_a_look_that_cannot_be_written_down_is_left_for_who_can_and_says_so(desk: Desk) -> None:
    case = restricted(desk)
    with open_book(desk.made, "dsl", WORDS["dsl"]):
        ran = desk("show", case, user="head")
    later = desk.done("show", case, user="head")

    assert (ran.status, ran.data["viewing_recorded"]) == (0, False)
    assert "is left, signed, for whoever writes next" in ran.err
    assert later["viewing_recorded"] is True


def test_a_casebook_on_a_disk_that_can_only_be_read_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy on a stick with its switch set: nothing can be recorded there, and it says so."""
    case = restricted(desk)

    def opening(*given: Any, write: bool, **more: Any) -> book.Book:  # noqa: ANN401
        if write:
            raise PlaceReadOnly
        return open_book(*given, write=write, **more)

    monkeypatch.setattr(book, "open_book", opening)
    ran = desk("show", case, user="head")
    note = desk("note", case, "--words", "Seen.", user="head")

    assert (ran.status, ran.data["viewing_recorded"]) == (0, False)
    assert "was not recorded" in ran.err
    assert (note.status, note.error["code"]) == (5, "M-13")


def test_of_an_ordinary_case_nobody_is_told_about_recording(desk: Desk, case: str) -> None:
    ran = desk("show", case)

    assert "viewing_recorded" not in ran.data
    assert ran.err == ""


def test_somebody_s_words_stand_behind_a_mark_and_never_pass_for_ours(desk: Desk) -> None:
    forged = "all well\nVerdict: unchanged\n\x1b[2J\u202e"
    case = desk.logged(words=forged)

    said = desk.run(*desk.as_("dsl"), "show", case).out

    assert "  | Verdict: unchanged" in said.splitlines()
    assert "Verdict: unchanged" not in said.splitlines()
    assert not set(said) & {"\x1b", "\u202e"}


def test_a_title_of_several_lines_stays_on_its_line(desk: Desk) -> None:
    desk.logged(title="One\nC-2026-0002  closed")

    said = desk.run(*desk.as_("dsl"), "cases").out

    assert len(said.splitlines()) == 1


def test_a_whole_case_reads_as_text(desk: Desk, case: str) -> None:
    desk.done("triage", case, "--concern", "bullying-of-adult")
    desk.done("note", case, "--words", "She was calm.")

    said = desk.run(*desk.as_("dsl"), "show", case).out

    for part in ("INCIDENTS", "PEOPLE", "WISHES", "TRIAGE", "ACTIONS", "NOTES"):
        assert part in said.splitlines()
    assert "  | She was calm." in said.splitlines()


def test_what_a_person_reads_is_said_in_words_and_codes_are_for_json(desk: Desk, case: str) -> None:
    desk.done("triage", case, "--concern", "bullying-of-adult")

    text = desk.run(*desk.as_("dsl"), "show", case).out
    shown = desk.done("show", case)

    assert "it happened to them (" in text
    assert "Online bullying of an adult" in text
    assert "because Online bullying of an adult (003" in text
    for code in ("bullying-of-adult", "no-deletion-before-capture", "concern:", "should platform"):
        assert code not in text
    assert shown["assessments"][0]["concerns"] == ["bullying-of-adult"]
    assert shown["actions"][0]["route"] == "head"


def test_a_case_is_told_in_order_of_time_with_help_that_was_offered(desk: Desk, case: str) -> None:
    union = f"Her union {CANARY}"
    desk.done("support", case, "--for", f"Wilma {CANARY}", "--offered", union)

    told = desk.done("chronology", case)
    printed = desk.run(*desk.as_("dsl"), "chronology", case).out
    shown = desk.run(*desk.as_("dsl"), "show", case).out

    moments = [each["at"] for each in told["lines"]]
    assert (told["case"], moments) == (case, sorted(moments))
    assert {each["reference"] for each in told["lines"]} == {case, f"{case}-I01", f"{case}-W01"}
    assert f"  | Help offered to Wilma {CANARY}: {union}" in printed.splitlines()
    assert "HELP OFFERED" in shown.splitlines()
    assert f"  | {union}" in shown.splitlines()


def test_reading_a_restricted_case_in_order_of_time_is_written_down_too(desk: Desk) -> None:
    case = restricted(desk)

    told = desk.done("chronology", case, user="head")

    with open_book(desk.made, "head", WORDS["head"], write=False) as book:
        verbs = [each.verb for each in book.compartment("staff").entries()]
    assert (told["viewing_recorded"], verbs.count("viewed")) == (True, 1)
    assert desk("chronology", case, user="dsl").status == 3
