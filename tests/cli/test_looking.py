"""Online checks on the command line."""

from tests.cli.conftest import CANARY, Desk, refused

CHECK = (
    *("--whose", f"Ash {CANARY}", "--whose-part", "applicant", "--looked-at", "Public pages"),
    *("--outcome", "Nothing", "--review", "1/7/2199"),
)


def test_a_check_is_recorded_looked_at_again_and_over(desk: Desk) -> None:
    kept = desk.done("online-check", "record", *CHECK, "--public-only")["online_check"]
    assert (kept["reference"], kept["review_on"]) == ("C-OC-0001", "2199-07-01")
    desk.done("online-check", "amend", "C-OC-0001", "--why", "Told", "--told", "the head")
    desk.done("online-check", "review", "C-OC-0001", "--words", "Still needed")
    assert desk.done("online-checks")["online_checks"][0]["told"] == "the head"
    desk.done("online-check", "end", "C-OC-0001", "--why", "Destroyed")
    assert desk.done("online-checks")["online_checks"] == []
    assert desk.done("verify")["verdict"] == "unchanged"


def test_only_what_is_public_and_never_a_pupil(desk: Desk) -> None:
    refused(desk("online-check", "record", *CHECK), 1, "R-61")
    pupil = (*CHECK[:2], "--whose-part", "pupil", *CHECK[4:])
    refused(desk("online-check", "record", *pupil, "--public-only"), 2, "G-33")


def test_the_head_keeps_it_in_staff(desk: Desk) -> None:
    ran = desk.done("online-check", "record", *CHECK, "--public-only", user="head")

    assert ran["online_check"]["compartment"] == "staff"
    assert desk.done("online-checks")["online_checks"] == []
