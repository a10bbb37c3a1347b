"""Worked examples: questions whose essential answer is written beside each concern.

They are the catalogue's own proof. `casebook catalogue check` asks every one of them, so that
whoever changes a rule sees at once which answers change with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from casebook.triage.building import COMPARTMENTS
from casebook.triage.catalogue import Catalogue, files_of
from casebook.triage.editions import triage_folder
from casebook.triage.engine import answer
from casebook.triage.gathering import gather
from casebook.triage.question import read
from casebook.triage.reading import Table
from casebook.triage.rules import CAPTURES, CLOCKS, WISHES


@dataclass(frozen=True, slots=True)
class Example:
    """One question, and the essential of its answer."""

    concern: str
    title: str
    story: str
    """What happened, in a few sentences, as somebody would tell it."""
    question: Mapping[str, object]
    expect: Mapping[str, object]
    """Parts of the answer by name; `routes` as `police must T1`, all of them in any order."""
    due: Mapping[str, str]
    """When some of the routes are due."""


@dataclass(frozen=True, slots=True)
class Unmet:
    """Something that an example expects and that the answer does not say."""

    what: str
    expected: str
    answered: str


def load(folder: Traversable | None = None) -> Iterator[Example]:
    """Every worked example of the catalogue in `folder`, by the concerns' names.

    Raises CatalogueRefused.
    """
    for table in files_of(folder or triage_folder(), "examples"):
        yield from examples_from(table)


def examples_from(table: Table) -> Iterator[Example]:
    """The examples of one file, which is named after its concern."""
    concern = table.file.rsplit("/", 1)[-1].removesuffix(".toml")
    for each in table.tables("example"):
        yield _example_from(each, concern)
    table.finish()


def without(catalogue: Catalogue, examples: Sequence[Example]) -> tuple[str, ...]:
    """What no example meets: `concern:fraud`, `sign:pattern`, `people:…`, `route:…` and so on."""
    met: set[str] = set()
    for example in examples:
        asked = read(catalogue, example.question)
        facts = gather(catalogue, asked).facts
        met |= {f"concern:{example.concern}", f"profile:{asked.profile}"}
        met |= {f"sign:{sign}" for sign in asked.signs}
        met |= {rule.reason.rule for rule in catalogue.rulebook.people if rule.applies(facts)}
        for route in _routes(answer(catalogue, example.question)):
            met |= {f"route:{route['route']}", f"clock:{route['clock']}"}
    wanted = [
        *(f"concern:{name}" for name in catalogue.concerns),
        *(f"sign:{name}" for name in catalogue.signs),
        *(rule.asks.rule for rule in catalogue.people),
        *(f"route:{name}" for name in catalogue.routes),
        *(f"clock:{name}" for name in CLOCKS),
        *(f"profile:{name}" for name in catalogue.profiles),
    ]
    return tuple(name for name in wanted if name not in met)


def unmet(catalogue: Catalogue, example: Example) -> tuple[Unmet, ...]:
    """What the answer to an example says otherwise than expected; nothing where it holds.

    Raises a leaf of QuestionRefused where the example's question cannot be asked.
    """
    answered = answer(catalogue, example.question)
    said = _essence(answered)
    found = [
        Unmet(what, str(expected), str(said[what]))
        for what, expected in example.expect.items()
        if said[what] != expected
    ]
    due = {str(route["route"]): str(route["due"]) for route in _routes(answered)}
    found += [
        Unmet(f"due {route}", expected, due.get(route, ""))
        for route, expected in example.due.items()
        if due.get(route) != expected
    ]
    return tuple(found)


def _essence(answered: Mapping[str, object]) -> dict[str, object]:
    """An answer in the short form in which examples expect it."""
    said = dict(answered)
    for whole in ("evidence", "handling"):
        part = answered[whole]
        said |= part if isinstance(part, dict) else {}
    said["routes"] = sorted(
        f"{route['route']} {route['duty']} {route['clock']}" for route in _routes(answered)
    )
    return said


def _routes(answered: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The routes of an answer."""
    routes = answered["routes"]
    return routes if isinstance(routes, list) else []


def _example_from(table: Table, concern: str) -> Example:
    """One example; its question is checked when it is asked."""
    question, expect = table.table("question"), table.table("expect")
    due = expect.table("due")
    example = Example(
        concern=concern,
        title=table.text("title"),
        story=table.text("story"),
        question=question.values,
        expect=_expected(expect),
        due={route: due.text(route) for route in due.values},
    )
    table.finish()
    expect.finish()
    return example


def _expected(table: Table) -> dict[str, object]:
    """What an example expects, apart from when routes are due."""
    expected: dict[str, object] = {
        "severity": table.whole("severity", 1, 5),
        "routes": sorted(table.texts("routes")),
    }
    for key, valid in (("capture", CAPTURES), ("wishes", WISHES), ("compartment", COMPARTMENTS)):
        if key in table.values:
            expected[key] = table.one_of(key, valid)
    for key in ("hold_device", "staff_logs"):
        if key in table.values:
            expected[key] = table.flag(key)
    for key in ("excluded", "locks", "first_actions", "closure"):
        if key in table.values:
            expected[key] = list(table.texts(key))
    return expected
