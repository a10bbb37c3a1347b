"""`move` from the command line, by somebody who holds both compartments."""

from tests.cli.conftest import CANARY, Desk


def test_a_case_is_found_where_it_went_and_nowhere_else(desk: Desk, case: str) -> None:
    said = ("--to", "staff", "--why", "A colleague turns out to be behind it.")
    assert desk("move", case, *said).error["code"] == "V-03", "the DSL does not hold staff here"

    moved = desk.done("move", case, *said, user="head")

    assert (moved["was"], moved["case"][:2]) == (case, "S-")
    assert desk("show", case).error["code"] == desk("show", "C-2026-0099").error["code"]
    assert desk.done("search", CANARY)["hits"] == []
    assert CANARY in desk.done("show", moved["case"], user="head")["title"]
    assert desk.done("verify", user="head")["verdict"] == "unchanged"
