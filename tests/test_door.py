"""The door: what is asked for, and that nothing of a case leaves through a fault."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from casebook import __main__ as door
from casebook.errors.opening import WrongPassphrase

CANARY = "Perry Winkle-Test said it in the yard"


def python(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `code` after the door has made the process private."""
    opening = "from casebook import __main__ as door; door.make_private()\n"
    return subprocess.run(
        [sys.executable, "-c", opening + code],
        cwd=Path(__file__).parents[1],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], (None, None, None)),
        (["--at", "a b"], (Path("a b"), None, None)),
        (["--at=f", "--as", "dsl"], (Path("f"), "dsl", None)),
        (["--passphrase-file", "p", "--as=head"], (None, "head", Path("p"))),
    ],
)
def test_no_command_opens_the_screen(
    arguments: list[str], asked: tuple[Path | None, str | None, Path | None]
) -> None:
    assert door.screen_asked(arguments) == asked


@pytest.mark.parametrize(
    "arguments",
    [
        ["cases"],
        ["--at", "f", "show"],
        ["--json"],
        ["--help"],
        ["--at"],
        ["--at=f", "--as"],
        ["-x"],
    ],
)
def test_anything_else_is_the_command_lines_to_judge(arguments: list[str]) -> None:
    assert door.screen_asked(arguments) is None


def test_a_fault_that_nobody_foresaw_says_where_and_never_what(
    capsys: pytest.CaptureFixture[str],
) -> None:
    fault = ValueError(CANARY)
    status = door.told(fault)
    said = capsys.readouterr()

    assert status == 5
    assert said.out == ""
    assert said.err.startswith("casebook: M-00 ")
    assert "ValueError" in said.err
    assert "Perry" not in said.err


def test_where_json_was_asked_for_it_is_one_object_all_the_same() -> None:
    ran = python(
        "import sys\n"
        "def fail(*given): raise ValueError('Perry Winkle-Test said it in the yard')\n"
        "door.bootstrap.set_up = fail\n"
        "sys.argv = ['casebook', '--json', 'cases']\n"
        "sys.exit(door.main())\n"
    )
    told = json.loads(ran.stdout)

    assert (ran.returncode, told["ok"], told["error"]["code"]) == (5, False, "M-00")
    assert told["error"]["where"].startswith("ValueError at ")
    assert CANARY not in ran.stdout + ran.stderr


def test_a_known_error_is_told_in_its_own_words(capsys: pytest.CaptureFixture[str]) -> None:
    fault = WrongPassphrase(user="dsl")
    status = door.told(fault)

    assert status == fault.exit_status
    assert fault.next_step in capsys.readouterr().err


@pytest.mark.parametrize(
    "code",
    [
        f"raise ValueError({CANARY!r})",
        f"import _thread, time; _thread.start_new_thread(int, ({CANARY!r},)); time.sleep(0.5)",
        f"import threading; t = threading.Thread(target=int, args=({CANARY!r},)); t.start()",
        f"type('C', (), {{'__del__': lambda self: int({CANARY!r})}})()",
    ],
)
def test_no_thread_and_no_finaliser_prints_a_traceback(code: str) -> None:
    said = python(code)

    assert said.stdout == ""
    assert said.stderr == "casebook: M-00\n"


def test_without_the_door_python_would_have_printed_it() -> None:
    """The broken control of the promise above."""
    bare = [sys.executable, "-c", f"raise ValueError({CANARY!r})"]
    said = subprocess.run(bare, capture_output=True, text=True, check=False)

    assert CANARY in said.stderr


def test_settings_that_lead_astray_are_not_passed_on() -> None:
    said = python(
        "import os; print(sorted(os.environ))",
        TEXTUAL_LOG="x",
        LD_LIBRARY_PATH="",
        DYLD_X="x",
        PYTHONWARNINGS="",
        KEPT="x",
    )

    assert "'KEPT'" in said.stdout
    assert [
        each for each in ("TEXTUAL_", "LD_", "DYLD_", "PYTHON") if f"'{each}" in said.stdout
    ] == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits there")
def test_files_are_the_owners_alone_and_no_core_is_dumped() -> None:
    said = python(
        "import os, resource; print(oct(os.umask(0)), resource.getrlimit(resource.RLIMIT_CORE))"
    )

    assert said.stdout == "0o77 (0, 0)\n"


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_other_programs_of_the_same_user_cannot_trace_it() -> None:
    said = python("import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))")  # PR_GET_DUMPABLE

    assert said.stdout == "0\n"


def test_the_screen_is_refused_without_a_terminal() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "casebook"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[1],
    )

    assert ended.returncode == 5
    assert "M-03" in ended.stderr


def test_only_a_demonstrations_folder_is_removed_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    demonstration, other = tmp_path / "casebook-demo-x", tmp_path / "other"
    deeper = other / "casebook-demo-y"
    for folder in (demonstration, deeper):
        folder.mkdir(parents=True)
        door.remove_demonstration(folder)
    door.remove_demonstration(other)

    assert not demonstration.exists()
    assert deeper.exists()
