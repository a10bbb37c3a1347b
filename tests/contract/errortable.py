"""README's table of errors, drawn from the tree of errors; `--write` renews it there."""

import inspect
import re
import sys
from pathlib import Path

from casebook.errors import CasebookError, leaves

README = Path(__file__).resolve().parents[2] / "README.md"
"""Where the table stands."""

_PLACE = re.compile(
    r"(?P<opening><!-- errors: .*? -->\n).*?(?P<closing><!-- end of errors -->\n)", re.DOTALL
)


def table() -> str:
    """Every code with its exit status, message and next step, in the order of the codes."""
    unforeseen: list[type[CasebookError]] = [
        CasebookError
    ]  # what the outermost handler says of a fault that has no class
    rows = [_row(each) for each in sorted([*leaves(), *unforeseen], key=lambda each: each.code)]
    return "\n".join(
        ["| Code | Exit | What happened | What to do |", "| --- | --- | --- | --- |", *rows]
    )


def _row(error: type[CasebookError]) -> str:
    """One line of the table."""
    message = inspect.cleandoc(error.__doc__ or "").split("\n\n", 1)[0]
    cells = (error.code, str(error.exit_status), re.sub(r"\{\w+\}", "…", message), error.next_step)
    return "| " + " | ".join(" ".join(each.split()).replace("|", "\\|") for each in cells) + " |"


def renewed(text: str) -> str:
    """README's `text` with the table as it is now."""
    return _PLACE.sub(lambda found: f"{found['opening']}\n{table()}\n\n{found['closing']}", text)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(table())
