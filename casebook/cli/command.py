"""How a function becomes a command that takes `--at --as --passphrase-file --json` too.

The rules are: those four may stand before the command's name or after it, and what stands after
it wins; a command is a function of the desk and of its own arguments that returns its ending.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from typer import Context, Option, Typer

from casebook.cli.desk import Desk
from casebook.cli.outcome import Ending

Deed = TypeVar("Deed", bound=Callable[..., Ending])
"""A function of the desk, and of a command's own arguments."""

At = Annotated[Path | None, Option("--at", help="The casebook's folder.", show_default=False)]
As = Annotated[str | None, Option("--as", help="Your short name, such as dsl.", show_default=False)]
PassphraseFile = Annotated[
    Path | None,
    Option("--passphrase-file", help="The file with your passphrase.", show_default=False),
]
Json = Annotated[bool, Option("--json", help="Answer with one JSON object.")]

_EVERYWHERE: Final = (
    ("at_folder", At, None),
    ("as_user", As, None),
    ("passphrase_file_", PassphraseFile, None),
    ("as_json", Json, False),
)


@dataclass
class Said:
    """What has been said so far, while a command line is being read."""

    desk: Desk = field(default_factory=Desk)
    """What was said before the command, then together with what was said after it."""


def everywhere(
    context: Context,
    at_folder: At = None,
    as_user: As = None,
    passphrase_file_: PassphraseFile = None,
    as_json: Json = False,
) -> None:
    """A safeguarding casebook at one desk: record, triage, act, review, close, hand over."""
    context.obj.desk = Desk(at_folder, as_user, passphrase_file_, as_json)


def command(family: Typer, name: str) -> Callable[[Deed], Deed]:
    """Add a function to a family of commands under `name`."""

    def add(deed: Deed) -> Deed:
        """Wrap `deed` for the command-line library, and leave it as it is for Python."""

        @wraps(deed)
        def run(context: Context, **given: Any) -> Ending:  # noqa: ANN401 - typer's own values
            """What the library calls: the desk is put together, then the deed is done."""
            said = {each: given.pop(each) for each, _, _ in _EVERYWHERE}
            context.obj.desk = _joined(context.obj.desk, said)
            return deed(context.obj.desk, **given)

        run.__signature__ = _signature(deed)  # type: ignore[attr-defined]
        run.__annotations__ = {
            each.name: each.annotation for each in _signature(deed).parameters.values()
        }
        family.command(name)(run)
        return deed

    return add


def _joined(before: Desk, after: dict[str, Any]) -> Desk:
    """The desk said before the command, with what was said after it."""
    return Desk(
        before.at if after["at_folder"] is None else after["at_folder"],
        before.user if after["as_user"] is None else after["as_user"],
        before.passphrase_file if after["passphrase_file_"] is None else after["passphrase_file_"],
        before.as_json or after["as_json"],
    )


def _signature(deed: Callable[..., Ending]) -> inspect.Signature:
    """A deed's own arguments by keyword, and the four that every command takes."""
    keyword = inspect.Parameter.KEYWORD_ONLY
    own = [
        each.replace(kind=keyword) for each in list(inspect.signature(deed).parameters.values())[1:]
    ]
    context = inspect.Parameter("context", keyword, annotation=Context)
    said = [
        inspect.Parameter(name, keyword, annotation=kind, default=default)
        for name, kind, default in _EVERYWHERE
    ]
    return inspect.Signature([context, *own, *said])
