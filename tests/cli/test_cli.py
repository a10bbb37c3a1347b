"""The door: exit codes, one JSON object, options before or after, and never a traceback."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.errors import CannotOpen, GivenWrong, IntegrityFailure, MachineFault, Refused
from tests.cli.conftest import CANARY, CHECKOUT, Desk, Run, as_a_process, incident


def test_the_exit_status_tells_what_a_person_can_do() -> None:
    branches = (Refused, GivenWrong, CannotOpen, IntegrityFailure, MachineFault)

    assert [branch.exit_status for branch in branches] == [1, 2, 3, 4, 5]


def test_what_was_done_exits_0(desk: Desk) -> None:
    ran = desk("cases")

    assert (ran.status, ran.data) == (0, {"ok": True, "cases": []})


def test_what_a_rule_refuses_exits_1(desk: Desk, case: str) -> None:
    ran = desk("close", case, "--outcome", "upheld")

    assert (ran.status, ran.error["code"]) == (1, "R-06")


def test_what_is_given_wrongly_exits_2(desk: Desk) -> None:
    ran = desk("show", "C-2026-9999")

    assert (ran.status, ran.error["code"]) == (2, "G-20")


def test_what_cannot_be_opened_exits_3(desk: Desk, tmp_path: Path) -> None:
    desk.passfiles["dsl"].write_text("an invented wrong passphrase\n", encoding="utf-8")

    ran = desk("cases")

    assert (ran.status, ran.error["code"]) == (3, "V-01")


def test_what_was_altered_exits_4(desk: Desk) -> None:
    slot = next(desk.made.glob("compartments/general/*.db"))
    data = bytearray(slot.read_bytes())
    data[9000] ^= 1
    slot.write_bytes(data)

    ran = desk.run("--json", "verify", desk.made)

    assert (ran.status, ran.data["verdict"]) == (4, "changed")
    assert ran.data["findings"][0]["code"]


def test_what_this_machine_cannot_do_exits_5(desk: Desk, tmp_path: Path) -> None:
    ran = desk("log", tmp_path / "nowhere.json")

    assert (ran.status, ran.error["code"]) == (5, "M-14")


@pytest.mark.parametrize("place", ["before", "after"])
def test_json_and_the_others_stand_before_the_command_or_after_it(desk: Desk, place: str) -> None:
    said = (*desk.as_("dsl"), "--json")
    ran = desk.run(*said, "users") if place == "before" else desk.run("users", *said)

    assert [each["short"] for each in ran.data["users"]] == ["dsl", "head", "chair"]


def test_what_stands_after_the_command_wins(desk: Desk) -> None:
    ran = desk.run("--as", "nobody", "users", *desk.as_("head"), "--json")

    assert ran.status == 0


def test_an_error_is_one_object_with_its_four_parts(desk: Desk) -> None:
    error = desk("show", "S-2026-0001").error

    assert {"code", "message", "written", "next"} <= set(error)
    assert error["code"] == "V-03"


def test_without_json_an_error_stands_on_standard_error(desk: Desk) -> None:
    ran = desk.run(*desk.as_("dsl"), "show", "C-2026-9999")

    assert ran.out == ""
    assert "[G-20]" in ran.err
    assert "Nothing was written." in ran.err


@pytest.mark.parametrize(
    "typed",
    [
        ["note", "C-2026-0001", "the", CANARY, "said"],
        ["note", "C-2026-0001", f"--{CANARY}"],
        [CANARY],
        ["triage", "C-2026-0001", "--severity", CANARY],
        ["attach", "C-2026-0001", "a", "--imagery", CANARY, "--captured-at", "x"],
        ["log", "--case"],
        ["wish", "C-2026-0001", "--words", CANARY],
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_a_command_line_that_cannot_be_read_is_not_repeated(
    run: Run, typed: list[str], as_json: bool
) -> None:
    ran = run(*typed, *(["--json"] if as_json else []))

    assert ran.status == 2
    assert CANARY not in ran.out + ran.err
    if as_json:
        assert ran.error["code"] == "G-60"
    else:
        assert ran.out == ""
        assert "[G-60]" in ran.err


def test_an_option_without_its_command_says_so(run: Run) -> None:
    assert run("--json").error["code"] == "G-60"


def test_the_right_choices_are_named(run: Run) -> None:
    ran = run("attach", "C-2026-0001", "a", "--imagery", "perhaps", "--json")

    assert "no, yes, unsure" in ran.error["message"]


def test_what_stands_after_two_dashes_is_no_option(desk: Desk) -> None:
    desk.logged()

    ran = desk.run(*desk.as_("dsl"), "search", "--", "--json")

    assert ran.status == 0
    assert ran.out.startswith("Nothing was found.")


def test_a_process_answers_as_main_does(desk: Desk) -> None:
    ran = as_a_process("--json", *desk.as_("dsl"), "log", "-", stdin=_bytes(incident()))

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["case"].startswith("C-")


def test_a_process_without_a_terminal_does_not_wait_for_a_passphrase(desk: Desk) -> None:
    ran = as_a_process("--at", desk.made, "--as", "dsl", "--json", "cases", limit=30)

    assert ran.returncode == 3
    assert json.loads(ran.stdout)["error"]["code"] == "V-50"


def _full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


def _unread() -> int:
    reader, writer = os.pipe()
    os.close(reader)
    return writer


UNHEARD = {
    "a full disk": (_full, ""),
    "a reader that has gone": (_unread, ""),
    "no standard output": (_full, ">&-"),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is full")
@pytest.mark.parametrize("place", UNHEARD)
@pytest.mark.parametrize(
    "typed",
    ["doctor", "doctor --json", "--help", "log --help", "show NOPE --json", "triage -"],
)
def test_an_answer_that_cannot_be_written_out_is_a_fault_of_this_machine(
    typed: str, place: str
) -> None:
    """Whoever takes silence for success would send a bundle whose words nobody has read."""
    make, closed = UNHEARD[place]
    out = make()
    try:
        ran = subprocess.run(  # noqa: S602 - only a shell starts a program without output
            f"exec {sys.executable} -m casebook {typed} {closed}",
            shell=True,
            input=b'{"id": 1}\n', stdout=out, stderr=subprocess.PIPE, cwd=CHECKOUT,
            timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(out)
    said = ran.stderr.decode()

    assert ran.returncode == 5, said
    assert "[M-21]" in said or "[M-10]" in said
    assert "M-00" not in said
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_warnings_that_nobody_can_read_stop_nothing(desk: Desk) -> None:
    """Without standard error the one object still stands alone, and the status tells."""
    ran = subprocess.run(  # noqa: S602 - only a shell starts a program without standard error
        f"exec {sys.executable} -m casebook show NOPE --json 2>&-",
        shell=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=CHECKOUT, timeout=60, check=False,
    )  # fmt: skip

    assert ran.returncode in {2, 3}
    assert json.loads(ran.stdout)["ok"] is False


def test_triage_of_lines_opens_no_casebook_and_loads_no_database() -> None:
    """What answers ten thousand lines a second must not wait for the vault's libraries."""
    seen = as_a_process_listing_modules()

    assert not seen & {"sqlmodel", "sqlalchemy", "sqlcipher3", "cryptography", "textual", "typst"}
    assert "typer" in seen


def as_a_process_listing_modules() -> set[str]:
    """The top-level modules that `triage -` loads."""
    code = (
        "import sys; from casebook.cli import main; main(['triage', '-']);"
        "print(*{each.split('.')[0] for each in sys.modules})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        input="",
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        check=True,
    )
    return set(ran.stdout.split())


def test_no_module_of_the_command_line_is_a_drawer() -> None:
    folder = CHECKOUT / "casebook" / "cli"
    sizes = {each.name: len(each.read_text().splitlines()) for each in folder.glob("*.py")}

    assert max(sizes.values()) <= 350
    assert all(ast.get_docstring(ast.parse(each.read_text())) for each in folder.glob("*.py"))


def _bytes(value: object) -> bytes:
    return json.dumps(value).encode()
