"""Choosing what leaves: what the profile lists, less what was withheld, and nothing besides.

The rules are: a field leaves only if the profile lists it, down to the last name inside a
structured field; a record that was withheld takes along what hangs on it; a correction leaves
only if the field that it corrects does; what stays is counted, never named.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from casebook import clock
from casebook.bundles.profiles import LINKS, Profile
from casebook.bundles.request import BundleRequest, ExhibitSource, Matter, Row, Withheld
from casebook.errors.given import RequestInvalid
from casebook.errors.rules import ReleaseIncomplete

Kept = dict[str, object]
"""What leaves of one record, ready for JSON."""

TEACHERS = frozenset({"staff", "head", "dsl"})
"""Kinds of people among whom a teacher can be."""

EXTENSIONS = frozenset(
    {"7z", "aac", "avi", "bmp", "csv", "docx", "eml", "gif", "heic", "jpeg", "jpg", "json", "m4a"}
    | {"m4v", "mkv", "mov", "mp3", "mp4", "msg", "ods", "odt", "ogg", "opus", "pdf", "png", "pptx"}
    | {"rtf", "tif", "tiff", "txt", "wav", "webm", "webp", "xlsx", "zip"}
)
"""Endings that a bundle's file keeps; a name with another one, which might run, ends in `.bin`."""


@dataclass(frozen=True)
class ChosenExhibit:
    """One exhibit whose file leaves, and where it will lie."""

    source: ExhibitSource
    path: str
    """`data/exhibits/AP-1.png`."""


@dataclass(frozen=True)
class Selection:
    """What leaves, and what is told of the rest."""

    profile: Profile
    records: Mapping[str, Sequence[Kept]]
    """By kind, what leaves of each record."""
    exhibits: Sequence[ChosenExhibit]
    withheld: Sequence[Withheld]
    """What was left out on purpose, or because the recipient gets no exhibits."""
    unlisted: Mapping[str, int]
    """Fields that were filled and that the profile does not list, `kind.field`, and how often."""
    identifiers: frozenset[str]
    """The inner names of the records of which something leaves; they stay, and choose proofs."""
    restricted: bool
    """Whether somebody who may be a teacher is alleged to have done something."""


def select(request: BundleRequest, profile: Profile) -> Selection:
    """What leaves of `request` under `profile`.

    Raises RequestInvalid for a request that cannot be right, and ReleaseIncomplete with a list of
    what the profile requires and the case lacks.
    """
    matter = _joined(_with_exhibits(request))
    withheld = {each.what for each in request.withholdings}
    choice = _Choice(profile, withheld)
    for kind, rows in matter.items():
        choice.take(kind, [row for row in rows if not _is_withheld(row, withheld)])
    _check_filled(request, profile, choice.records)
    sources = [each for each in request.exhibits if each.reference not in withheld]
    stays = [] if profile.exhibits == "all" else sources
    unsent = [Withheld(each.reference, "this recipient gets no exhibits") for each in stays]
    alleged = [row for row in matter.get("involvement", ()) if row.get("role") == "alleged"]
    return Selection(
        profile,
        choice.records,
        [ChosenExhibit(each, path_of(each)) for each in sources if each not in stays],
        [*request.withholdings, *unsent],
        choice.unlisted,
        frozenset(choice.identifiers),
        any(row.get("person_kind") in TEACHERS for row in alleged),
    )


class _Choice:
    """What was chosen so far, kind by kind."""

    def __init__(self, profile: Profile, withheld: set[str]) -> None:
        self._profile = profile
        self._withheld = withheld
        self.records: dict[str, list[Kept]] = {}
        self.unlisted: dict[str, int] = {}
        self.identifiers: set[str] = set()

    def take(self, kind: str, rows: Iterable[Row]) -> None:
        """Take what leaves of the `rows` of one kind, and count what stays."""
        tree = _tree(self._profile.fields.get(kind, ()))
        for row in rows:
            _count(kind, row, tree, self.unlisted)
            kept = cast("Kept", _kept(row, tree))
            if not kept or (
                kind == "correction" and not _may_correct(row, self._profile, self._withheld)
            ):
                continue
            marked = {"mark": row["mark"]} if kind == "person" else {}
            self.records.setdefault(kind, []).append(marked | kept)
            self.identifiers.add(str(row.get("id", "")))


def path_of(exhibit: ExhibitSource) -> str:
    """Where an exhibit lies in a bundle: its mark and a harmless ending, never its own name.

    Raises RequestInvalid when the mark is none.
    """
    if not re.fullmatch(r"[A-Z]{1,5}/[1-9][0-9]{0,4}", exhibit.reference):
        raise RequestInvalid(fault="an exhibit has a mark that is not like AP/1")
    ending = exhibit.original_name.rsplit(".", 1)[-1].lower()
    kept = ending if "." in exhibit.original_name and ending in EXTENSIONS else "bin"
    return f"data/exhibits/{exhibit.reference.replace('/', '-')}.{kept}"


def _with_exhibits(request: BundleRequest) -> dict[str, list[Row]]:
    """The matter, its exhibits told by what the request says of each file."""
    matter: dict[str, list[Row]] = {kind: list(rows) for kind, rows in request.matter.items()}
    told: dict[object, dict[str, object]] = {
        row.get("reference"): dict(row) for row in matter.get("exhibit", ())
    }
    for each in request.exhibits:
        facts = {"original_name": each.original_name, "size": each.size, "sha256": each.sha256}
        earlier = told.get(each.reference, {})
        told[each.reference] = earlier | dict(each.details) | facts | {"reference": each.reference}
    if len({each.reference for each in request.exhibits}) != len(request.exhibits):
        raise RequestInvalid(fault="two exhibits bear one mark")
    return matter | {"exhibit": list(told.values())}


def _joined(matter: Matter) -> dict[str, list[dict[str, object]]]:
    """The rows with people marked P1, P2 …, and pointers turned into references and marks."""
    rows = {kind: [dict(row) for row in matter[kind]] for kind in matter}
    for number, person in enumerate(rows.get("person", ()), 1):
        person.setdefault("mark", f"P{number}")
    marks = {
        row["id"]: row.get("mark") or row.get("reference")
        for each in rows.values()
        for row in each
        if "id" in row
    }
    for row in (row for each in rows.values() for row in each):
        for pointer, name in LINKS.items():
            if pointer in row:
                row[name] = marks.get(row.pop(pointer))
    return rows


def _is_withheld(row: Row, withheld: set[str]) -> bool:
    """Whether a record, or one that it hangs on, is left out on purpose."""
    names = ("reference", "mark", *LINKS.values(), "target_reference")
    return any(row.get(name) in withheld for name in names)


def _may_correct(row: Row, profile: Profile, withheld: set[str]) -> bool:
    """Whether the field that a correction puts right leaves as well."""
    listed = profile.fields.get(str(row.get("target_kind")), ())
    return row.get("field") in listed and row.get("target_reference") not in withheld


def _tree(fields: Iterable[str]) -> dict[str, object]:
    """Dotted names as a tree; a leaf is None."""
    tree: dict[str, object] = {}
    for each in fields:
        *way, last = each.split(".")
        place = tree
        for step in way:
            place = cast("dict[str, object]", place.setdefault(step, {}))
        place[last] = None
    return tree


def _kept(value: object, tree: object) -> object:
    """What leaves of a value: of a structured one only what the tree names inside it."""
    if isinstance(value, Mapping):
        inside = tree if isinstance(tree, dict) else {}
        kept = {key: _kept(value[key], inside[key]) for key in value if key in inside}
        return {key: each for key, each in kept.items() if not _is_empty(each)}
    if isinstance(value, (list, tuple)):
        kept_list = [_kept(each, tree) for each in value]
        return [each for each in kept_list if not _is_empty(each)]
    return None if isinstance(tree, dict) else _plain(value)


def _plain(value: object) -> object:
    """A single value as JSON has it: moments with their offset, days as days."""
    if isinstance(value, datetime):
        return clock.iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int)):
        return value
    raise RequestInvalid(fault="a field holds something that is neither text, number nor time")


def _is_empty(value: object) -> bool:
    """Whether a field was left blank; `no` and 0 are answers."""
    return value is None or value in ("", [], {})


def _count(kind: str, row: Row, tree: Mapping[str, object], unlisted: dict[str, int]) -> None:
    """Count the filled fields of a row that stay."""
    for name, value in row.items():
        if name not in tree and name not in {"id", "case_id", "mark"} and not _is_empty(value):
            unlisted[f"{kind}.{name}"] = unlisted.get(f"{kind}.{name}", 0) + 1


def _check_filled(
    request: BundleRequest, profile: Profile, records: Mapping[str, Sequence[Kept]]
) -> None:
    """Raise ReleaseIncomplete with every requirement of the profile that is not met."""
    missing = []
    for each in profile.required:
        kind, _, name = each.partition(".")
        if kind in {"purpose", "basis", "recipient"}:
            met = bool(getattr(request, kind).strip())
        else:
            rows = records.get(kind, ())
            met = bool(rows) and (not name or all(name in row for row in rows))
        if not met:
            missing.append({"field": each, "missing": "not filled"})
    if missing:
        raise ReleaseIncomplete(profile=profile.id, count=len(missing), details=missing)
