"""Every error a person can meet, by what that person can do about it.

CasebookError
├── Refused           exit 1  a rule of casework says no: the gate, a lock, a wish, the closing list
├── GivenWrong        exit 2  what was typed or handed over is wrong: correct it and try again
├── CannotOpen        exit 3  nothing can be read yet: passphrase, another writer, not a holder
├── IntegrityFailure  exit 4  what is kept is not what was written: stop, copy the folder, get help
└── MachineFault      exit 5  this computer: disk full, file missing, not permitted

The rules are: the first paragraph of a class's docstring is its message, with `{names}` filled
in from references, counts and field paths only, never from a word of a case; `code` is stable
and belongs to one class; `written` says what was and was not written; `next_step` says what to
do now. Leaves live in the module of their branch: `rules`, `given`, `opening`, `integrity`,
`machine`; what was given to triage and its catalogue is in `asked`, and what keeps a case or a
register as they should be in `keeping` and `registers`.
"""

import inspect
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from string import Formatter
from typing import ClassVar

MODULES = (
    "rules",
    "given",
    "asked",
    "keeping",
    "registers",
    "working",
    "figures",
    "letters",
    "retaining",
    "opening",
    "integrity",
    "machine",
)
"""Where the leaves live."""


class _Named(str):
    """A name or a count in a message; `{count:thing is|things are}` gives it the right noun."""

    __slots__ = ()

    def __format__(self, nouns: str) -> str:
        """The text itself, or the count with the noun that goes with it."""
        one, _, several = nouns.partition("|")
        return f"{self} {one if str(self) == '1' else several}" if several else str(self)


class CasebookError(Exception):
    """Something the casebook will not do, or could not."""

    code: ClassVar[str] = "M-00"
    """Stable for tests and support; texts may change, codes do not."""
    exit_status: ClassVar[int] = 5
    """What the command line answers with."""
    written: str = "Nothing was written."
    """What was and was not written."""
    next_step: str = "Close the casebook, open it again, and run `casebook verify`."
    """What the person can do now."""

    def __init__(
        self,
        *,
        written: str | None = None,
        next_step: str | None = None,
        details: Sequence[Mapping[str, str]] = (),
        **named: object,
    ) -> None:
        """Take the references `named` in the message; `details` lists faults found together."""
        self.named = {key: str(value) for key, value in named.items()}
        self.details = tuple(dict(each) for each in details)
        if written is not None:
            self.written = written
        if next_step is not None:
            self.next_step = next_step
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What happened, in one or two sentences."""
        text = inspect.cleandoc(type(self).__doc__ or "").split("\n\n", 1)[0]
        wanted = {name for _, name, _, _ in Formatter().parse(text) if name}
        named = {name: _Named(self.named.get(name, "?")) for name in wanted}
        return " ".join(text.split()).format(**named)

    def as_json(self) -> dict[str, object]:
        """The error as the command line's `error` object."""
        answer: dict[str, object] = {
            "code": self.code,
            "message": self.message,
            "written": self.written,
            "next": self.next_step,
        }
        if self.details:
            answer["details"] = [dict(each) for each in self.details]
        return answer | self.named


class Refused(CasebookError):
    """A rule of casework does not allow this yet."""

    code = "R-00"
    exit_status = 1


class GivenWrong(CasebookError):
    """What was given cannot be used as it stands."""

    code = "G-00"
    exit_status = 2


class CannotOpen(CasebookError):
    """The casebook, or this part of it, cannot be opened."""

    code = "V-00"
    exit_status = 3


class IntegrityFailure(CasebookError):
    """What is kept differs from what was written."""

    code = "S-00"
    exit_status = 4
    next_step = (
        "Stop working in this casebook, keep a copy of the folder, and run `casebook verify`."
    )


class MachineFault(CasebookError):
    """This computer could not do what was asked."""

    code = "M-01"
    exit_status = 5


def leaves(branch: type[CasebookError] = CasebookError) -> Iterator[type[CasebookError]]:
    """Every error class that has no narrower one, in the order they were written."""
    for module in MODULES:
        import_module(f"{__name__}.{module}")
    narrower = branch.__subclasses__()
    if not narrower:
        yield branch
    for each in sorted(narrower, key=_written):
        yield from leaves(each)


def _written(branch: type[CasebookError]) -> int:
    """The place of a class's module among the others, whichever was imported first."""
    module = branch.__module__.rpartition(".")[2]
    return MODULES.index(module) if module in MODULES else -1
