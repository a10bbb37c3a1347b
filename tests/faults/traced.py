"""A session of work in a child whose system calls are stopped, or made to fail, one at a time.

The child is a fork; `strace` lets it come to its k-th call that writes, and there kills it or
answers with an error. It opens, records, notes, lodges and closes, and tells each thing that was
kept, or how it was refused, through a pipe and by a call that is not counted.
"""

import ctypes
import os
import re
import secrets
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from casebook import clock
from casebook.casework import exhibits, incidents, notes
from casebook.errors import CasebookError
from casebook.store.book import Book, open_with
from casebook.vault import layout
from casebook.vault.people import Identity

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
)
"""What changes a disk; not every machine has each of them."""

DEEDS = ("open", "case", "note", "exhibit", "note-after", "close")
"""What a session does, in order."""

Tell = Callable[[str], None]
Deed = Callable[[], str]
Work = Callable[[Path, Identity, Path, Tell], None]
Told = Callable[[str, Deed, Tell], None]


@dataclass
class Session:
    """What a child told before it ended."""

    kept: list[list[str]] = field(default_factory=list)
    """Each thing that was acknowledged: the deed and its references."""
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The code of each deed's error, and what it said was written."""
    raw: list[str] = field(default_factory=list)
    """Errors that were none of ours."""
    was_killed: bool = False
    calls: Counter[str] = field(default_factory=Counter)
    """How often its main thread made each call."""


def strace() -> str | None:
    """The program that stops calls; none where it is not installed, or may not trace."""
    found = shutil.which("strace")
    if found is None or not hasattr(os, "fork"):
        return None
    tried = subprocess.run([found, "-qq", "true"], capture_output=True, check=False)
    return found if tried.returncode == 0 else None


def honest(folder: Path, identity: Identity, picture: Path, tell: Tell) -> None:
    """One session as it should be: a thing is told once it was kept."""
    work(folder, identity, picture, tell, _told)


def too_early(folder: Path, identity: Identity, picture: Path, tell: Tell) -> None:
    """The broken way: each thing is told as kept before it is."""

    def told(name: str, deed: Deed, tell: Tell) -> None:
        expected = {"case": "C-2026-0002", "note": "C-2026-0001 C-2026-0001-N01"}
        if name in expected:
            tell(f"kept\t{name}\t{expected[name].replace(' ', chr(9))}")
        _told(name, deed, tell if name not in expected else lambda _said: None)

    work(folder, identity, picture, tell, told)


def deaf(folder: Path, identity: Identity, picture: Path, tell: Tell) -> None:
    """The broken way: a refusal is taken for an acknowledgement."""

    def told(name: str, deed: Deed, tell: Tell) -> None:
        try:
            tell(f"kept\t{name}\t{deed()}")
        except CasebookError:
            tell(f"kept\t{name}\tC-2026-0001\tC-2026-0001-N01")

    work(folder, identity, picture, tell, told)


def _told(name: str, deed: Deed, tell: Tell) -> None:
    """Do a deed, and tell how it ended."""
    try:
        tell(f"kept\t{name}\t{deed()}")
    except CasebookError as fault:
        tell(f"refused\t{name}\t{fault.code}\t{fault.written}")


def work(
    folder: Path,
    identity: Identity,
    picture: Path,
    tell: Tell,
    told: Told,
) -> None:
    """The deeds of one session, in a casebook that has the case C-2026-0001 already."""
    books: list[Book] = []

    def opening() -> str:
        books.append(open_with(layout.at(folder), identity))
        return ""

    told("open", opening, tell)
    if not books:
        return
    (book,) = books
    case = "C-2026-0001"
    told("case", lambda: log_case(book), tell)
    told("note", lambda: f"{case}\t{notes.write(book, case, 'Said first').reference}", tell)
    told("exhibit", lambda: _exhibit(book, case, picture), tell)
    told("note-after", lambda: f"{case}\t{notes.write(book, case, 'Said last').reference}", tell)
    told("close", lambda: _closed(book), tell)


def _closed(book: Book) -> str:
    """Close the casebook."""
    book.close()
    return ""


def log_case(book: Book) -> str:
    """Log an incident as a new case."""
    known = clock.iso(clock.now() - timedelta(hours=1))
    return incidents.log(book, incidents.read({"title": "Invented", "known_at": known})).case


def _exhibit(book: Book, case: str, picture: Path) -> str:
    """Lodge the picture."""
    (line,) = exhibits.lodge(
        book,
        case,
        [picture],
        imagery="no",
        captured_at=clock.now() - timedelta(minutes=1),
        captured_by="Penny Tester",
        source="an invented page",
    )
    return f"{case}\t{line.reference}\t{line.sha256}"


def run(way: Work, folder: Path, identity: Identity, picture: Path, inject: str = "") -> Session:
    """Let a child do its session; `inject` says in strace's words where it is stopped."""
    log = folder.parent / f"calls-{secrets.token_hex(6)}"
    traced = ",".join(f"?{name}" for name in CALLS)
    options = ["-f", "-o", str(log), "-e", f"trace={traced}"]
    options += ["-e", f"inject={inject}"] if inject else []
    ended = told_by(lambda tell: way(folder, identity, picture, tell), options)
    session = _read(ended.lines)
    session.was_killed = os.WIFSIGNALED(ended.status)
    made = re.findall(rf"^{ended.child} +(\w+)\(", log.read_text(), re.MULTILINE)
    session.calls = Counter(made)
    log.unlink()
    return session


@dataclass(frozen=True)
class Ended:
    """A child that has ended: its number, what it told, and how it ended."""

    child: int
    lines: list[str]
    status: int


def told_by(way: Callable[[Tell], None], options: Sequence[str]) -> Ended:
    """Let a child work while strace, with `options`, has hold of it."""
    told_out, told_in = os.pipe()
    go_out, go_in = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(told_out)
            _allow_tracing()
            os.read(go_out, 1)
            way(lambda line: _say(told_in, line))
            os._exit(0)
        except BaseException as fault:  # noqa: BLE001 - the parent is told of whatever it was
            _say(told_in, f"raw\t{type(fault).__name__}: {fault}")
        finally:
            os._exit(1)
    os.close(told_in)
    tracer = _attached(child, options)
    os.write(go_in, b"!")
    with os.fdopen(told_out, encoding="utf-8") as told:
        lines = told.read().splitlines()
    _, status = os.waitpid(child, 0)
    tracer.communicate()
    os.close(go_in)
    os.close(go_out)
    return Ended(child, lines, status)


def _say(pipe: int, line: str) -> None:
    """Tell the parent; by a call that is not among those that are stopped."""
    os.writev(pipe, [f"{line}\n".encode()])


def _allow_tracing() -> None:
    """Let a process that is not our parent trace us, where the system asks for that."""
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)


def _attached(child: int, options: Sequence[str]) -> subprocess.Popen[str]:
    """A tracer that has hold of the child."""
    command = ["strace", *options, "-p", str(child)]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    said = tracer.stderr.readline()
    assert "attached" in said, said
    return tracer


def fact(told: list[str]) -> list[str]:
    """A deed that was told, as the kill harness keeps a fact."""
    return [told[0].removesuffix("-after"), *told[1:]]


def _read(lines: Sequence[str]) -> Session:
    """What the child's lines say."""
    session = Session()
    for line in lines:
        what, *rest = line.split("\t")
        if what == "kept":
            session.kept.append([each for each in rest if each])
        elif what == "refused":
            session.refused[rest[0]] = (rest[1], rest[2])
        else:
            session.raw.append(line)
    return session
