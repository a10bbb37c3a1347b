"""What the commands of every register share: the options of its fields, and how it is printed.

The rules are: a plural lists a register, and the same noun with a verb changes it (`channels`,
`channel apply`); whatever a register keeps is shown by `show` and its reference; what was given
when it was entered is amended by the same options; people's own words stand behind a mark.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from casebook.cli.outcome import Answer
from casebook.cli.printing import fields, quoted

if TYPE_CHECKING:
    from casebook.casework.registers.views import Reading, Registration

Ref = Annotated[str, Argument(metavar="REF", help="Its reference, such as C-CH-0001.")]
Why = Annotated[str, Option("--why", help="Why.")]
On = Annotated[str | None, Option("--on", help="The day; left out: today.", metavar="DAY")]
Again = Annotated[
    str | None,
    Option("--again", help="The day it is looked at again; left out: in a year.", metavar="DAY"),
]
Within = Annotated[str, Option("--in", help="general, staff or governance.", metavar="COMPARTMENT")]
Minute = Annotated[
    str,
    Option("--minute", help="Where the governors' decision is written, where they decided."),
]
Everything = Annotated[bool, Option("--all", help="Also what is refused, closed or over.")]
OnlyOpen = Annotated[bool, Option("--open", help="Only what is not over, which is usual.")]
Words = Annotated[str, Option("--words", help="In words.", metavar="TEXT")]

Options = Mapping[str, Any]
"""Options by the column that each is kept in."""


def text(option: str, says: str) -> Any:  # noqa: ANN401 - the library's own annotation
    """An option that takes a text."""
    return Annotated[str | None, Option(f"--{option}", help=says, metavar="TEXT")]


def day(option: str, says: str) -> Any:  # noqa: ANN401 - the library's own annotation
    """An option that takes a day."""
    return Annotated[str | None, Option(f"--{option}", help=says, metavar="DAY")]


def several(option: str, says: str) -> Any:  # noqa: ANN401 - the library's own annotation
    """An option that may be given several times."""
    return Annotated[list[str] | None, Option(f"--{option}", help=says, metavar="NAME")]


def flag(option: str, says: str) -> Any:  # noqa: ANN401 - the library's own annotation
    """An option that says yes, or no with `--not-…`."""
    return Annotated[bool | None, Option(f"--{option}/--not-{option}", help=says)]


def taking(options: Options) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Let a command take `options` besides its own; it is handed those that were given."""

    def add(deed: Callable[..., Answer]) -> Callable[..., Answer]:
        """Wrap `deed`, whose argument `given` the command line never sees."""

        @wraps(deed)
        def run(*desk: object, **said: object) -> Answer:
            """Gather what was given, and do it."""
            taken = {name: said.pop(name, None) for name in options}
            given = {name: each for name, each in taken.items() if each is not None}
            return deed(*desk, given=given, **said)

        own = [each for each in inspect.signature(deed).parameters.values() if each.name != "given"]
        keyword = inspect.Parameter.KEYWORD_ONLY
        more = [
            inspect.Parameter(name, keyword, annotation=each, default=None)
            for name, each in options.items()
        ]
        run.__signature__ = inspect.Signature([*own, *more])  # type: ignore[attr-defined]
        return run

    return add


def done(noun: str, view: "Registration", said: str) -> Answer:
    """The answer to a change: what it is now, and what is to be seen to."""
    from casebook.casework.registers.views import keys

    return Answer({noun: keys(view)}, [said, *minds(view)])


def listing(plural: str, listed: Sequence["Registration"]) -> Answer:
    """The answer to a list."""
    from casebook.casework.registers.views import keys

    lines = [line for each in listed for line in brief(each)] or ["There is nothing in it."]
    return Answer({plural: [keys(each) for each in listed]}, lines)


def which(everything: bool) -> str:
    """Which registrations are listed."""
    return "all" if everything else "open"


def brief(view: "Registration", *, pressing_only: bool = False) -> list[str]:
    """One registration on a line, and what is to be seen to below it."""
    from casebook.casework.registers.wording import STATES
    from casebook.casework.wording import said

    late = " · OVERDUE" if view.overdue else ""
    looked = f" · by {_day(view.review_on)}{late}" if view.review_on else ""
    return [
        f"{view.reference}  {said(STATES, view.state)}{looked} · {view.title}",
        *minds(view, pressing_only=pressing_only),
    ]


def minds(view: "Registration", *, pressing_only: bool = False) -> list[str]:
    """What is to be seen to, each on a line."""
    return [f"  mind: {each}" for each in (view.pressing if pressing_only else view.minds)]


def whole(view: "Registration", past: Sequence["Reading"]) -> list[str]:
    """Everything about a registration, and each reading that it had."""
    lines = [*brief(view), f"kept in {view.compartment}"]
    lines += fields({_named(name): _said(each) for name, each in view.details.items()})
    lines += ["", "READINGS"]
    for each in past:
        changed = {_named(name): _said(value) for name, value in each.values.items()}
        lines.append(f"{_said(each.at)} {each.by}: {each.verb}")
        lines += [
            line
            for name, value in changed.items()
            if value and name not in _UNSAID
            for line in quoted(f"{name}: {value}")
        ]
    return lines


_UNSAID = frozenset({"reference", "recorded at", "recorded by"})
"""What each reading would say again."""


def _named(column: str) -> str:
    """A column in words."""
    return column.replace("_", " ")


def _said(value: object) -> str:
    """A value as a person reads it; empty where there is none."""
    from casebook import clock

    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return clock.words(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value)
    return str(value or "")


def _day(day: date) -> str:
    """A day, with its month by name."""
    return f"{day.day} {day:%b %Y}"


COLUMNS = (
    "Reference",
    "Platform",
    "Account/Page name",
    "Master administration role",
    "Approved users (posting)",
    "Opened",
    "Closed",
)
"""The columns in which a policy prints its list of accounts."""
WIDEST = 30
"""Signs of the widest column."""


def accounts(listed: Sequence["Registration"]) -> list[str]:
    """Accounts in the policy's own columns, each with what is to be seen to below it."""
    rows = [_account(each) for each in listed]
    widths = [
        min(WIDEST, max(len(row[place]) for row in (COLUMNS, *rows)))
        for place in range(len(COLUMNS))
    ]
    lines = [_row(COLUMNS, widths)] if rows else []
    for each, row in zip(listed, rows, strict=True):
        lines += [_row(row, widths), f"  {_stands(each)}", *minds(each)]
    return lines


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One row of the list; a cell that is too wide pushes the rest along and is never cut."""
    return "  ".join(f"{each:<{width}}" for each, width in zip(cells, widths, strict=True)).rstrip()


def _account(view: "Registration") -> tuple[str, ...]:
    """One account in those columns."""
    from casebook.cleaning import one_line

    it = view.details
    closed = it["ended_on"] if view.state == "closed" else None
    runs, posts = _said(it["run_by"]), _said(it["posted_by"])
    who = ", ".join(each for each in (runs, posts) if each)
    cells = (it["platform"], it["name"], it["master"], who, it["opened_on"], closed)
    return (view.reference, *(one_line(_said(each)) or "-" for each in cells))


def _stands(view: "Registration") -> str:
    """How an account stands, and when it is looked at again."""
    from casebook.casework.registers.wording import STATES
    from casebook.casework.wording import said

    late = " · OVERDUE" if view.overdue else ""
    looked = f" · to be looked at by {_day(view.review_on)}{late}" if view.review_on else ""
    return f"{said(STATES, view.state)}{looked}"
