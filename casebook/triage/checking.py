"""Checking: a whole catalogue gone through, file by file and then as each of its editions.

The rules are: every file is tried, so that one slip does not hide the next; where all of them hold
on their own, each edition is read whole and every worked example is asked.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import ParamSpec, TypeVar

from casebook.errors.asked import (
    CatalogueExampleMissing,
    CatalogueExampleUnmet,
    CatalogueIdTwice,
    CatalogueInvalid,
    CatalogueRefused,
    QuestionRefused,
)
from casebook.triage.building import Names, concern_from, people_rules_from, signs_from, words_from
from casebook.triage.catalogue import Catalogue, load, names_of, read_catalogue
from casebook.triage.editions import EDITIONS, Edition, editions_in, triage_folder
from casebook.triage.examples import Example, examples_from, unmet, without
from casebook.triage.helplines import helplines_in
from casebook.triage.lists import list_from
from casebook.triage.reading import Table, read_table, toml_files
from casebook.triage.surroundings import ages_from, calendars_from, profile_from, route_from
from casebook.workingdays import CALENDARS

Built = TypeVar("Built")
Given = ParamSpec("Given")


@dataclass
class Checked:
    """What came of going through a catalogue."""

    faults: list[CatalogueRefused] = field(default_factory=list)
    files: int = 0
    examples: int = 0

    def tried(
        self, build: Callable[Given, Built], *given: Given.args, **named: Given.kwargs
    ) -> Built | None:
        """What `build` makes; where it refuses, the refusal is kept once, and None given."""
        try:
            return build(*given, **named)
        except CatalogueRefused as fault:
            if fault.message not in {each.message for each in self.faults}:
                self.faults.append(fault)
            return None

    def tables(self, folder: Traversable, name: str) -> list[Table]:
        """Every file of one folder that can be read."""
        listed = self.tried(toml_files, folder / name, f"{name}/") or []
        return [
            table
            for file in listed
            if (table := self.table(file, f"{name}/{file.name}")) is not None
        ]

    def table(self, file: Traversable, shown: str) -> Table | None:
        """One file, where it can be read."""
        self.files += 1
        return self.tried(read_table, file, shown)


def check(folder: Traversable | None = None) -> Checked:
    """Every fault of the catalogue in `folder`, or of the built-in one."""
    folder = folder or triage_folder()
    checked = Checked()
    listed = checked.tried(editions_in, folder)
    _file_by_file(checked, folder)
    if listed is not None and not checked.faults:
        _edition_by_edition(checked, folder, listed)
    return checked


def check_profiles(folder: Path, catalogue: Catalogue) -> Checked:
    """Every fault of a school's own profiles in `folder`, beside those of `catalogue`."""
    checked = Checked()
    names = names_of(catalogue)
    taken = set(catalogue.profiles)
    for file in checked.tried(toml_files, folder, folder.name) or []:
        table = checked.table(file, file.name)
        if table is not None:
            profile = checked.tried(profile_from, table, names, catalogue.edition.calendar)
            if profile is not None and profile.id in taken:
                checked.tried(
                    table.refuse, "id", "is taken by another profile", kind=CatalogueIdTwice
                )
            taken.add(profile.id if profile is not None else "")
    if not checked.files and not checked.faults:
        checked.faults.append(_nothing_there(folder.name))
    return checked


def _nothing_there(shown: str) -> CatalogueRefused:
    """Why a folder in which there is nothing of ours is no catalogue."""
    return CatalogueInvalid(
        file=shown,
        line=1,
        key="the folder",
        fault=f"holds neither `{EDITIONS}` nor a profile",
        nearest="",
    )


def _file_by_file(checked: Checked, folder: Traversable) -> None:
    """Try every file on its own, as far as the words it goes by can be read."""
    words_table = checked.table(folder / "words.toml", "words.toml")
    words = words_table and checked.tried(words_from, words_table)
    if not words:
        return
    names = _names(checked, folder, words)
    singles = {
        "signs.toml": lambda table: signs_from(table, names),
        "people.toml": lambda table: people_rules_from(table, names),
        "ages.toml": ages_from,
    }
    for name, build in singles.items():
        _each(checked, [checked.table(folder / name, name)], build)
    _each(checked, checked.tables(folder, "concerns"), lambda table: concern_from(table, names))
    _each(
        checked,
        checked.tables(folder, "profiles"),
        lambda table: profile_from(table, names, next(iter(CALENDARS))),
    )


def _names(
    checked: Checked, folder: Traversable, words: Mapping[str, Mapping[str, object]]
) -> Names:
    """The names that the other files may use, as far as they can be read."""
    routes = checked.tables(folder, "routes")
    _each(checked, routes, route_from)
    own: Iterable[str] = ()
    if (folder / "calendars.toml").is_file():
        table = checked.table(folder / "calendars.toml", "calendars.toml")
        own = (table and checked.tried(calendars_from, table)) or ()
    signs = checked.tried(read_table, folder / "signs.toml", "signs.toml")
    listed = [str(each.values.get("id")) for each in signs.tables("sign")] if signs else []
    return Names(
        # By their ids alone, so that a slip in one of them is not found again wherever it is named.
        routes=frozenset(str(each.values.get("id")) for each in routes),
        contacts=frozenset(str(each.values.get("contact")) for each in routes),
        signs=frozenset(listed or load().signs),
        words=words,  # type: ignore[arg-type]  # the words that were just built
        calendars=frozenset({*CALENDARS, *own}),
    )


def _each(
    checked: Checked, tables: Iterable[Table | None], build: Callable[[Table], object]
) -> None:
    """Build something of each table that could be read."""
    for table in tables:
        if table is not None:
            checked.tried(build, table)


def _edition_by_edition(checked: Checked, folder: Traversable, listed: Iterable[Edition]) -> None:
    """Read the catalogue as each of its editions, then its lists, and ask its examples."""
    read = [checked.tried(read_catalogue, folder, each) for each in listed]
    dated = [each for each in read if each is not None and each.edition.is_dated]
    if checked.faults or not dated:
        return
    latest = dated[-1]
    _each(checked, checked.tables(folder, "lists"), lambda table: list_from(table, latest))
    checked.tried(helplines_in, folder, latest)
    _examples(checked, folder, latest)


def _examples(checked: Checked, folder: Traversable, catalogue: Catalogue) -> None:
    """Ask every worked example, and name what none of them meets."""
    asked: list[Example] = []
    for table in checked.tables(folder, "examples"):
        for place, example in enumerate(checked.tried(_listed, table) or ()):
            for why in _unmet(catalogue, example):
                checked.tried(table.refuse, f"example.{place}", why, kind=CatalogueExampleUnmet)
            asked.append(example)
    checked.examples = len(asked)
    if not checked.faults:
        checked.faults += [_missing(name) for name in without(catalogue, asked)]


def _listed(table: Table) -> list[Example]:
    """Every example of one file."""
    return list(examples_from(table))


def _unmet(catalogue: Catalogue, example: Example) -> Iterator[str]:
    """What an example expects and is not answered, or why it cannot be asked."""
    try:
        for each in unmet(catalogue, example):
            yield f"expects {each.what} {each.expected}, and is answered {each.answered}"
    except QuestionRefused as refusal:
        yield f"cannot be asked: {refusal.message}"


def _missing(name: str) -> CatalogueRefused:
    """Why a rule without a worked example is not enough; `name` is `sign:pattern` or the like."""
    kind, _, key = name.partition(":")
    files = {
        "concern": f"concerns/{key}.toml",
        "route": f"routes/{key}.toml",
        "profile": f"profiles/{key}.toml",
        "sign": "signs.toml",
        "people": "people.toml",
        "clock": "words.toml",
    }
    return CatalogueExampleMissing(
        file=files[kind], line=1, key=key, fault="is met by no worked example", nearest=""
    )
