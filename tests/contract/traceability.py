"""What the five policies say and what honours it, drawn as a table; `--write` renews it.

A row comes from two places: the catalogue, whose sources and lists name the statement's number, and
schema/traceability.toml, which says what else honours it, what is not there yet, and why some
statements are no program's job.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.contract.tables import commands, drawn

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = ROOT / "schema"
DRAWN = SCHEMA / "traceability.md"
"""The table, as it lies in the data contract."""
SEEDS = range(1, 156)
"""The numbers that there are."""
KINDS = {
    "concerns": "concern",
    "routes": "route",
    "lists": "list",
    "sign": "sign",
    "rule": "people rule",
    "age": "age",
    "edition": "edition",
    "helpline": "helpline",
}


PAGE = """# What the policies say, and what honours it

Five schools' policies, statement by statement (000 Crofton, 001 Ashgrove, 002 Rosewood, 003 St
Nicholas, 004 Coton-in-the-Elms), and where each is honoured: a rule of the catalogue, a file, a
command, a screen, a field of an incident, or a test. Drawn from the catalogue's sources and from
[traceability.toml](traceability.toml) by `python -m tests.contract.traceability --write`; a test
fails when a row points at nothing, when a number is missing, or when this page is stale.

{count} statements: {counted}.

{body}
"""


@dataclass(frozen=True)
class Row:
    """One statement of a policy."""

    number: int
    policy: str
    line: int
    words: str
    asks: str
    by_rule: bool
    honoured_by: tuple[str, ...]
    not_yet: str
    not_ours: str


def rows(text: str | None = None) -> list[Row]:
    """Every statement of traceability.toml, in its order."""
    read = tomllib.loads(text or (SCHEMA / "traceability.toml").read_text(encoding="utf-8"))
    return [
        Row(
            number=each["number"],
            policy=each["policy"],
            line=each["line"],
            words=each["words"],
            asks=each["asks"],
            by_rule=each.get("by_rule", False),
            honoured_by=tuple(each.get("honoured_by", ())),
            not_yet=each.get("not_yet", ""),
            not_ours=each.get("not_ours", ""),
        )
        for each in read["statement"]
    ]


def cited() -> Mapping[int, list[str]]:
    """Where the catalogue names each statement, as links from schema/, each place once."""
    found: dict[int, list[str]] = {}
    for file in sorted((SCHEMA / "triage").rglob("*.toml")):
        place = file.relative_to(SCHEMA).as_posix()
        for number, name in _named_in(tomllib.loads(file.read_text(encoding="utf-8")), file):
            link = f"[{name}]({place})"
            if link not in found.setdefault(number, []):
                found[number].append(link)
    return found


def _named_in(values: Mapping[str, object], file: Path) -> Iterator[tuple[int, str]]:
    """Each statement that a file names, with the rule, route or list that names it."""
    if "id" in values:
        kind = KINDS.get(file.parent.name, "")
        yield from ((number, f"{kind} {values['id']}".strip()) for number in _numbers(values))
        return
    for key, listed in values.items():
        for each in listed if isinstance(listed, list) else ():
            if isinstance(each, dict) and "id" in each:
                yield from ((number, f"{KINDS[key]} {each['id']}") for number in _numbers(each))


def _numbers(value: object) -> Iterator[int]:
    """Every statement's number under `seed`, at any depth."""
    if isinstance(value, dict):
        if isinstance(value.get("seed"), str):
            yield int(value["seed"][1:])
        for each in value.values():
            yield from _numbers(each)
    elif isinstance(value, list):
        for each in value:
            yield from _numbers(each)


def leads_nowhere(pointer: str) -> bool:
    """Whether what a row points at does not exist."""
    kind, _, name = pointer.partition(":")
    if kind == "test":
        file, _, test = name.partition("::")
        path = ROOT / file
        wanted = rf"^(async )?def {re.escape(test)}\("
        return not path.is_file() or not re.search(wanted, path.read_text("utf-8"), re.MULTILINE)
    if kind == "command":
        return f"`{name}`" not in {row[0] for row in commands()}
    if kind == "screen":
        return not (ROOT / "casebook" / "ui" / "screens" / f"{name}.py").is_file()
    if kind == "field":
        return not _is_field(name)
    return kind != "file" or not (ROOT / name).is_file()


def _is_field(path: str) -> bool:
    """Whether an incident has the field at the dotted `path`."""
    schema = json.loads((SCHEMA / "json" / "incident.schema.json").read_text(encoding="utf-8"))
    for step in path.split("."):
        schema = schema.get("properties", {}).get(step)
        if schema is None:
            return False
    return True


def state(row: Row) -> str:
    """Whether it is honoured, honoured in part, not yet there, or no program's job."""
    if row.not_ours:
        return "no program’s job"
    if row.not_yet:
        return "in part" if row.by_rule or row.honoured_by else "not there yet"
    return "honoured"


def _cells(row: Row, places: Mapping[int, list[str]]) -> tuple[str, ...]:
    """One row of the table."""
    named, by = places.get(row.number, []), [_shown(each) for each in row.honoured_by]
    said = ["; ".join([*named, *by] if row.by_rule else by), row.not_yet or row.not_ours]
    if named and not row.by_rule:
        said.append(f"Named in {', '.join(named)}.")
    where = f"{row.policy} line {row.line}: “{row.words}”"
    return f"S{row.number}", where, row.asks, state(row), " · ".join(each for each in said if each)


def _shown(pointer: str) -> str:
    """A pointer as a reader follows it."""
    kind, _, name = pointer.partition(":")
    if kind == "file" and name.startswith("schema/"):
        return f"[{name.removeprefix('schema/')}]({name.removeprefix('schema/')})"
    if kind == "test":
        return f"test `{name.rsplit('/', 1)[-1].replace('.py::', ': ')}`"
    return {"command": f"`casebook {name}`", "screen": f"screen {name}"}.get(kind, f"{kind} {name}")


def table() -> str:
    """The whole page."""
    listed, places = rows(), cited()
    states = [state(row) for row in listed]
    counted = ", ".join(f"{states.count(each)} {each}" for each in dict.fromkeys(sorted(states)))
    head = ("Statement", "The policy’s words", "What it asks for", "State", "What honours it")
    body = drawn(iter([head, *(_cells(row, places) for row in listed)]))
    return PAGE.format(count=len(listed), counted=counted, body=body)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        DRAWN.write_text(table(), encoding="utf-8")
    else:
        print(table())
