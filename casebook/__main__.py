"""The door: a command goes to the command line, no command opens the screen.

The rules are: only the standard library until it is known which of the two is wanted; the
process is made private before anything else; whatever nobody else caught ends here, with a
code and without a word of what was being worked on.
"""

import faulthandler
import os
import sys
import threading
from pathlib import Path
from typing import Dict, Optional, Sequence, Tuple

from casebook import bootstrap

NOT_PASSED_ON = ("TEXTUAL_", "PYTHON", "LD_", "DYLD_")
"""Settings that make a program write elsewhere or load what is not its own."""

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells know it."""

UNFORESEEN = "What was saved before is saved; what was being done may not have been written."
"""What can be said of a fault that nobody foresaw."""

DEMONSTRATION = "CASEBOOK_DEMONSTRATION"
"""Set while the screen shows the invented school, over every lock: its temporary folder, if any."""

SCREEN_OPTIONS = {"--at": "folder", "--as": "user", "--passphrase-file": "passphrase_file"}
"""Options that go with no command, and what the screen calls them."""


def main() -> int:
    """Run what the command line asks for; answers the exit status."""
    make_private()
    arguments = sys.argv[1:]
    try:
        bootstrap.set_up("casebook", arguments)
        return run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as fault:  # noqa: BLE001 - the outermost handler, and the only broad one
        return told(fault, as_json="--json" in before_the_rest(arguments))


def run(arguments: Sequence[str]) -> int:
    """Open the screen, or hand the command over; a command may end in the screen."""
    asked = screen_asked(arguments)
    if asked is not None:
        return open_screen(*asked)
    from casebook import cli

    outcome = cli.main(list(arguments))
    if isinstance(outcome, int):
        return outcome
    os.environ[DEMONSTRATION] = str(outcome.temporary or "")
    return open_screen(outcome.folder, outcome.user, outcome.passphrase_file)


def open_screen(folder: Optional[Path], user: Optional[str], passphrase: Optional[Path]) -> int:
    """Open the screen at `folder` for `user`, or at what was last open; answers the exit status.

    Raises TerminalMissing when there is nothing to show it on.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from casebook.errors.machine import TerminalMissing

        raise TerminalMissing
    from casebook import ui
    from casebook.cli import places

    temporary = os.environ.get(DEMONSTRATION)

    def leaving() -> None:
        """Remove the invented school, if it was made for this one look."""
        if temporary:
            remove_demonstration(Path(temporary))

    def entered(casebook: Path) -> None:
        """Propose this casebook next time; the invented one is no casebook to come back to."""
        if temporary is None:
            places.remember(casebook)

    invented = temporary is not None
    at = folder or places.likely()
    try:
        return ui.run(
            at, user, passphrase, demonstration=invented, leaving=leaving, entered=entered
        )
    finally:
        leaving()


def remove_demonstration(folder: Path) -> None:
    """Remove `folder`, if it is where demonstrations are made and is named as one."""
    import shutil
    import tempfile

    if folder.parent == Path(tempfile.gettempdir()) and folder.name.startswith("casebook-"):
        shutil.rmtree(folder, ignore_errors=True)


def screen_asked(
    arguments: Sequence[str],
) -> Optional[Tuple[Optional[Path], Optional[str], Optional[Path]]]:
    """Folder, user and passphrase file for the screen; None when there is a command to run.

    Anything that is not one of the screen's own options is the command line's to judge.
    """
    found: Dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        option, joined, value = waiting.pop(0).partition("=")
        if option not in SCREEN_OPTIONS or not (joined or waiting):
            return None
        found[SCREEN_OPTIONS[option]] = value if joined else waiting.pop(0)
    folder, passphrase = found.get("folder"), found.get("passphrase_file")
    return (
        Path(folder) if folder else None,
        found.get("user"),
        Path(passphrase) if passphrase else None,
    )


def make_private() -> None:
    """Keep this process and what it writes from other people, and its faults from the terminal.

    No core dump, no tracing by the same user's other programs, files for the owner alone, none
    of the settings that could lead a child process astray, and no traceback from any thread.
    """
    os.umask(0o077)
    for name in [each for each in os.environ if each.startswith(NOT_PASSED_ON)]:
        del os.environ[name]
    faulthandler.disable()
    sys.excepthook = sys.unraisablehook = threading.excepthook = say_nothing
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE, from <linux/prctl.h>


def say_nothing(*_: object) -> None:
    """Stand where Python would print a traceback, whose lines and values may be of a case."""
    print("casebook: M-00", file=sys.stderr)


def before_the_rest(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments that can be options: those before `--`."""
    return arguments[: arguments.index("--")] if "--" in arguments else arguments


def told(fault: Exception, *, as_json: bool = False) -> int:
    """Tell what ended the program, in its own words only; answers the status.

    On standard error, or as the one object that was asked for.
    """
    from casebook.errors import CasebookError

    known = fault if isinstance(fault, CasebookError) else CasebookError(written=UNFORESEEN)
    where = "" if known is fault else f" ({type(fault).__name__} at {place_of(fault)})"
    if as_json:
        import json

        print(json.dumps({"ok": False, "error": {**known.as_json(), "where": where.strip(" ()")}}))
        return known.exit_status
    print(f"casebook: {known.code} {known.message}{where}", file=sys.stderr)
    print(f"{known.written} {known.next_step}", file=sys.stderr)
    return known.exit_status


def place_of(fault: Exception) -> str:
    """The innermost line of this program that `fault` passed through; never a value."""
    trace, found = fault.__traceback__, "nowhere"
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if bootstrap.CHECKOUT in path.parents:
            found = f"{path.relative_to(bootstrap.CHECKOUT).as_posix()}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


if __name__ == "__main__":
    sys.exit(main())
