"""A command line that cannot be read, said in our words.

The rules are: what was typed is not repeated, since a value out of place may be a sentence about
a child; only names of options and commands, which are the program's own, are.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer import TyperException

from casebook.cli import printing
from casebook.errors.given import CommandUnreadable


@contextmanager
def explained() -> Iterator[None]:
    """Turn the command-line library's own complaint into a CommandUnreadable."""
    try:
        yield
    except TyperException as fault:
        context = getattr(fault, "ctx", None)
        path = context.command_path.split() if context is not None else []
        raise CommandUnreadable(problem=_problem(fault), command=" ".join(path[1:])) from None


@contextmanager
def help_heard() -> Iterator[None]:
    """Raise AnswerLost where the library would end the process: its help's reader has gone."""
    try:
        yield
    except SystemExit:
        raise printing.lost(errno.EPIPE) from None


def _problem(fault: TyperException) -> str:
    """What is wrong with a command line."""
    # The library keeps these classes in a private place, so they are told apart by name.
    parameter = getattr(fault, "param", None)
    match type(fault).__name__, parameter:
        case "NoArgsIsHelpError", _:
            problem = "no command was given"
        case "NoSuchOption", _:
            nearest = ", ".join(sorted(getattr(fault, "possibilities", None) or ()))
            problem = "there is no such option" + (f"; the nearest is {nearest}" if nearest else "")
        case "MissingParameter", found if found is not None:
            problem = f"{_named(found)} is missing"
        case "BadParameter", found if found is not None:
            problem = f"{_named(found)} cannot be what was given{_choices(found)}"
        case _:
            problem = _by_opening(fault.message)
    return problem


def _by_opening(message: str) -> str:
    """What is wrong, where only the library's own sentence tells."""
    if message.startswith("No such command"):
        return "there is no such command"
    if message.startswith("Got unexpected extra argument"):
        return "more was given than it takes; put words in quotation marks"
    return "an option lacks its value, or stands in the wrong place"


def _named(parameter: Any) -> str:  # noqa: ANN401 - the library's own
    """An option or argument by its name."""
    return str(parameter.get_error_hint()).replace("'", "`")


def _choices(parameter: Any) -> str:  # noqa: ANN401 - the library's own
    """What an option takes, where that is a few words."""
    choices = parameter.type_descriptor.choices
    return f"; it takes {', '.join(str(each) for each in choices)}" if choices else ""
