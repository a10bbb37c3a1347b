"""README's tables of commands and errors, drawn from the program; `--write` renews them there."""

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from casebook.cli.families import root
from casebook.errors import CasebookError, leaves

README = Path(__file__).resolve().parents[2] / "README.md"
"""Where the tables stand."""


def errors() -> Iterator[tuple[str, ...]]:
    """Every code with its exit status, message and next step, in the order of the codes."""
    yield "Code", "Exit", "What happened", "What to do"
    # CasebookError itself is what the outermost handler says of a fault that has no class.
    every: list[type[CasebookError]] = [CasebookError, *leaves()]
    for each in sorted(every, key=lambda error: error.code):
        message = inspect.cleandoc(each.__doc__ or "").split("\n\n", 1)[0]
        yield each.code, str(each.exit_status), _without_names(message), each.next_step


def _without_names(message: str) -> str:
    """A message with a mark where a name stands, and after a count the noun for several.

    The nearest valid name is a sentence of its own, said only where there is one.
    """
    message = re.sub(r"\.?\{nearest\}$", ".", message)
    return re.sub(
        r"\{\w+(?::[^|}]*\|([^}]*))?\}", lambda found: f"… {found[1]}" if found[1] else "…", message
    )


def commands() -> Iterator[tuple[str, ...]]:
    """Every command with the first sentence of its help, in the order of the help."""
    yield "Command", "Does"
    yield from _commands_of(root(), "")


def _commands_of(group: Any, before: str) -> Iterator[tuple[str, ...]]:  # noqa: ANN401 - typer's
    """The commands of `group`, whose names begin with `before`."""
    for name in group.list_commands(None):
        command = group.commands[name]
        if hasattr(command, "commands"):
            yield from _commands_of(command, f"{before}{name} ")
        else:
            yield f"`{before}{name}`", (command.help or "").split("\n\n", 1)[0]


def drawn(rows: Iterator[tuple[str, ...]]) -> str:
    """`rows` as a Markdown table, the first of them as its head."""
    lines = ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * (lines[0].count("|") - 1), *lines[1:]])


def _cell(text: str) -> str:
    """`text` on one line, with nothing that ends a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def renewed(text: str) -> str:
    """README's `text` with both tables as they are now."""
    for table in (commands, errors):
        opening, closing = f"<!-- table of {table.__name__} -->", "<!-- end of the table -->"
        before, rest = text.split(opening)
        after = rest.split(closing, 1)[1]
        text = f"{before}{opening}\n\n{drawn(table())}\n\n{closing}{after}"
    return text


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(drawn(commands()), drawn(errors()), sep="\n\n")
