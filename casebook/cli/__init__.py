"""Commands without a screen: every deed of casework, as flat text or as one JSON object.

The rules are: exit 0 done, 1 refused by a rule of casework, 2 what was given is wrong, 3 cannot
open, 4 integrity, 5 this machine; never a traceback; a passphrase comes from a prompt or a file.
Each family of commands has a module of its own; a family imports what it works with when it is
called, so that no command waits for another's libraries.
"""

from collections.abc import Sequence

from casebook.cli import printing
from casebook.cli.outcome import Answer, Ending, OpenScreen
from casebook.errors import CasebookError
from casebook.errors.machine import AnswerLost
from casebook.errors.rules import Stopped

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells know it."""


def main(argv: Sequence[str]) -> int | OpenScreen:
    """Do what the command line `argv` (without the program's name) says.

    Returns the exit status, or the casebook that is to be opened on the screen.
    """
    from casebook.cli.command import Said

    said = Said()
    try:
        printing.prepare_streams()
        return _ended(_carried_out(list(argv), said), said.desk.as_json)
    except CasebookError as fault:
        return _told(fault, fault.exit_status, said.desk.as_json or _asked_for_json(argv))
    except KeyboardInterrupt:
        return _told(Stopped(), INTERRUPTED, said.desk.as_json)


def _carried_out(argv: list[str], said: object) -> Ending | int:
    """What the command ended in; a usage fault and a fault of the machine become our errors."""
    from casebook.cli.families import root
    from casebook.cli.usage import explained, help_heard
    from casebook.vault.durable import typed_faults

    with explained(), typed_faults(), help_heard():
        ending: Ending | int = root().main(
            args=argv, prog_name="casebook", standalone_mode=False, obj=said
        )
    if ending == INTERRUPTED:  # the command-line library has caught it already
        raise KeyboardInterrupt
    return ending


def _ended(ending: Ending | int, as_json: bool) -> int | OpenScreen:
    """Print the answer, and give the status or the screen that it ended in."""
    with printing.heard():
        if isinstance(ending, Answer):
            printing.print_answer(ending, as_json=as_json)
    if isinstance(ending, int | OpenScreen):
        return ending
    return ending.exit_status


def _told(fault: CasebookError, status: int, as_json: bool) -> int:
    """Print a fault, as one object only where that can still be written out; gives the status."""
    try:
        printing.print_fault(fault, as_json=as_json and not isinstance(fault, AnswerLost))
    except AnswerLost as lost:
        printing.print_fault(lost, as_json=False)
        return lost.exit_status
    return status


def _asked_for_json(argv: Sequence[str]) -> bool:
    """Whether an object is wanted, where the command line itself could not be read."""
    before_the_rest = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in before_the_rest
