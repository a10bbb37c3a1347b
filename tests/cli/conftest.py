"""A casebook of an invented school, its passphrase files, and the door that commands go through."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from casebook import clock
from casebook.cli import main
from casebook.cli.outcome import OpenScreen
from tests.school import FRESH, WORDS, found

CANARY = "quagmire-marmalade"
"""Stands in every text of a case; no error may hold it."""

HELD_TOO = ("code", "message", "written", "next")
"""What every error has besides."""

MATERIAL = Path(__file__).resolve().parent.parent / "material"
CHECKOUT = MATERIAL.parent.parent


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int | OpenScreen
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        lines = self.out.splitlines()
        assert len(lines) == 1, f"one line was wanted, {len(lines)} were printed"
        found: dict[str, Any] = json.loads(lines[0])
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The error of a JSON answer."""
        assert self.data["ok"] is False
        found: dict[str, Any] = self.data["error"]
        return found


Run = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what commands remember, and what they look for, inside the test's own folder."""
    for name in ("state", "documents", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(tmp_path / "documents"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new casebook that every test copies: making one costs five slow passphrases."""
    return found(tmp_path_factory.mktemp("cli") / "Harbour Test.casebook")


@pytest.fixture
def made(template: Path, tmp_path: Path) -> Path:
    """The folder of a new casebook."""
    return Path(shutil.copytree(template, tmp_path / template.name))


@pytest.fixture
def passfiles(tmp_path: Path) -> dict[str, Path]:
    """Each person's passphrase in a file, as an editor leaves it."""
    files = {}
    for user, words in WORDS.items():
        files[user] = tmp_path / f"{user}.txt"
        files[user].write_text(f"{words}\n", encoding="utf-8")
    return files


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A file with a new passphrase."""
    path = tmp_path / "fresh.txt"
    path.write_text(f"{FRESH}\n", encoding="utf-8")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command through `main`; `stdin` is what stands on standard input."""

    def run_once(*arguments: object, stdin: str | bytes = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        capsys.readouterr()
        status = main([str(each) for each in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(status, printed.out, printed.err)

    return run_once


@dataclass(frozen=True)
class Desk:
    """A command line at which one person works in one casebook, always with `--json`."""

    run: Run
    made: Path
    passfiles: dict[str, Path]

    def __call__(self, *arguments: object, user: str = "dsl", stdin: str | bytes = b"") -> Ran:
        """Run a command as `user`."""
        return self.run(*self.as_(user), "--json", *arguments, stdin=stdin)

    def done(self, *arguments: object, user: str = "dsl", stdin: str | bytes = b"") -> Any:  # noqa: ANN401
        """Run a command that must succeed; answers its JSON object."""
        ran = self(*arguments, user=user, stdin=stdin)
        assert ran.status == 0, ran.out
        return ran.data

    def as_(self, user: str) -> Sequence[object]:
        """The options that say where, and as whom."""
        return ("--at", self.made, "--as", user, "--passphrase-file", self.passfiles[user])

    def logged(self, **more: object) -> str:
        """The reference of a case that was just logged."""
        case: str = self.done("log", "-", stdin=json.dumps(incident(**more)))["case"]
        return case


@pytest.fixture
def desk(run: Run, made: Path, passfiles: dict[str, Path]) -> Desk:
    """The command line of the invented school."""
    return Desk(run, made, passfiles)


class Snapshots:
    """Casebooks as they stood after a beginning that many tests share, each made once."""

    def __init__(self, folder: Path) -> None:
        """Keep them in `folder`."""
        self._folder = folder
        self._cases: dict[str, str] = {}

    def of(self, name: str, desk: Desk, begin: Callable[[], str]) -> str:
        """The case that `begin` answers with, in the casebook at `desk` as `begin` leaves it."""
        kept = self._folder / name
        if name in self._cases:
            shutil.rmtree(desk.made)
            shutil.copytree(kept, desk.made)
        else:
            self._cases[name] = begin()
            shutil.copytree(desk.made, kept)
        return self._cases[name]


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """What was begun once for all tests."""
    return Snapshots(tmp_path_factory.mktemp("snapshots"))


@pytest.fixture
def case(desk: Desk, snapshots: Snapshots) -> str:
    """A case that was just logged."""
    return snapshots.of("logged", desk, desk.logged)


def incident(**more: object) -> dict[str, object]:
    """An incident in the words of nobody real, the canary in each of them."""
    return {
        "title": f"Parents mock a teaching assistant {CANARY}",
        "summary": f"Two parents, one group {CANARY}",
        "words": f"They laugh at how I walk {CANARY}",
        "known_at": clock.iso(clock.now()),
        "medium": "instant-message",
        "site": {"platform": "Gatepost", "place": f"group {CANARY}"},
        "reported_by": {"name": f"Wilma {CANARY}", "kind": "staff"},
        "people": [
            {"name": f"Wilma {CANARY}", "kind": "staff", "role": "target", "age": 41},
            {"name": f"Marlow {CANARY}", "kind": "parent", "role": "alleged"},
        ],
        "wishes": [
            {
                "whose": f"Wilma {CANARY}",
                "about": "police",
                "words": f"Not the police {CANARY}",
                "answer": "no",
                "limits_explained": True,
            }
        ],
    } | more


def refused(ran: Ran, status: int, *codes: str) -> dict[str, Any]:
    """Check that a command was refused with one of `codes`, and said so without the case."""
    error = ran.error

    assert (ran.status, error["code"] in codes) == (status, True), error
    assert all(error[part] for part in HELD_TOO)
    assert CANARY not in ran.out + ran.err
    return error


def attach(desk: Desk, case: str, *files: object, **more: str) -> Ran:
    """Lodge files that somebody brought."""
    said = {"imagery": "no", "captured-at": "2026-11-01T18:47:00+00:00"} | more
    said |= {"captured-by": f"Wilma {CANARY}", "source": f"her telephone {CANARY}"}
    options = [part for name, value in said.items() for part in (f"--{name}", value)]
    return desk("attach", case, *files, *options)


def as_a_process(
    *arguments: object, stdin: bytes = b"", limit: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `python -m casebook` as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "casebook", *map(str, arguments)],
        input=stdin.decode(),
        capture_output=True,
        text=True,
        timeout=limit,
        cwd=CHECKOUT,
        env=dict(os.environ),
        check=False,
        start_new_session=True,  # so that there is no terminal to ask on
    )
