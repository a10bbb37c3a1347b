"""The families of commands, gathered into one program."""

from functools import cache
from importlib import import_module
from typing import Any

from typer import Typer
from typer.main import get_command

from casebook.cli.command import everywhere

FAMILIES = (
    "demonstrating",
    "founding",
    "recording",
    "lodging",
    "assessing",
    "reading",
    "reporting",
    "crossing",
    "acting",
    "handing",
    "persons",
    "closing",
    "moving",
    "lettering",
    "retaining",
    "releasing",
    "verifying",
    "receipts",
    "channels",
    "agreeing",
    "looking",
    "removing",
    "people",
    "recovering",
    "keeping",
    "cataloguing",
    "informing",
)
"""The modules that hold commands, in the order in which the help lists them."""


@cache  # it keeps nothing of a command, and making it takes as long as most commands do
def root() -> Any:  # noqa: ANN401 - the class is the command-line library's own
    """The whole program, ready to be given its arguments."""
    program = Typer(
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    program.callback()(everywhere)
    for name in FAMILIES:
        program.add_typer(import_module(f"casebook.cli.{name}").family)
    return get_command(program)
