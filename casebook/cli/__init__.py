"""Commands without a screen: every deed of casework, as flat text or as one JSON object.

The rules are: exit 0 done, 1 refused by a rule of casework, 2 what was given is wrong, 3 cannot
open, 4 integrity, 5 this machine; never a traceback; a passphrase comes from a prompt or a file.
Each family of commands has a module of its own; a family imports what it works with when it is
called, so that no command waits for another's libraries.
"""

import os
import sys
from collections.abc import Sequence

from casebook.cli import printing
from casebook.cli.outcome import Answer, Ending, OpenScreen
from casebook.errors import CasebookError
from casebook.errors.rules import Stopped

INTERRUPTED = 130
"""The exit status after Ctrl+C, as shells know it."""


def main(argv: Sequence[str]) -> int | OpenScreen:
    """Do what the command line `argv` (without the program's name) says.

    Returns the exit status, or the casebook that is to be opened on the screen.
    """
    from casebook.cli.command import Said

    printing.prepare_streams()
    said = Said()
    try:
        return _ended(_carried_out(list(argv), said), said.desk.as_json)
    except CasebookError as fault:
        printing.print_fault(fault, as_json=said.desk.as_json or _asked_for_json(argv))
        return fault.exit_status
    except KeyboardInterrupt:
        printing.print_fault(Stopped(), as_json=said.desk.as_json)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _carried_out(argv: list[str], said: object) -> Ending | int:
    """What the command ended in; a usage fault and a fault of the machine become our errors."""
    from casebook.cli.families import root
    from casebook.cli.usage import explained
    from casebook.vault.durable import typed_faults

    with explained(), typed_faults():
        ending: Ending | int = root().main(
            args=argv, prog_name="casebook", standalone_mode=False, obj=said
        )
    if ending == INTERRUPTED:  # the command-line library has caught it already
        raise KeyboardInterrupt
    return ending


def _ended(ending: Ending | int, as_json: bool) -> int | OpenScreen:
    """Print the answer, and give the status or the screen that it ended in."""
    if isinstance(ending, Answer):
        printing.print_answer(ending, as_json=as_json)
    sys.stdout.flush()
    if isinstance(ending, int | OpenScreen):
        return ending
    return ending.exit_status


def _asked_for_json(argv: Sequence[str]) -> bool:
    """Whether an object is wanted, where the command line itself could not be read."""
    before_the_rest = argv[: argv.index("--")] if "--" in argv else argv
    return "--json" in before_the_rest
