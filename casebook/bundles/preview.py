"""What would leave: every name, every exhibit and every document, before anything is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.bundles import profiles
from casebook.bundles.notes import DOCUMENT_TITLES, documents_leaving
from casebook.bundles.request import BundleRequest, Withheld
from casebook.bundles.selecting import Kept, Selection, select

_LEAST_LETTERS = 3
"""A shorter name is found in too many words to be looked for in texts."""


@dataclass(frozen=True)
class NameLeaving:
    """A name that would leave, and the records in which it stands."""

    name: str
    mark: str
    """`P3`; empty for somebody who is not one of the case's people."""
    where: tuple[str, ...]
    """References, or kinds for records without one."""


@dataclass(frozen=True)
class Preview:
    """What a bundle would hold."""

    profile: str
    title: str
    names: tuple[NameLeaving, ...]
    exhibits: tuple[str, ...]
    """Marks of the exhibits whose files would leave."""
    documents: tuple[str, ...]
    records: Mapping[str, int]
    """How many records of each kind something would leave of."""
    withheld: tuple[Withheld, ...]
    fields_withheld: tuple[str, ...]
    """Filled fields that the profile does not list, `kind.field`."""
    restricted: bool
    seal: str
    """How the profile would have it sealed: `zip` or `none`."""


def preview(request: BundleRequest) -> Preview:
    """What `request` would let leave; nothing is written and no exhibit is opened.

    Raises what writing would raise: ProfileUnknown, RequestInvalid, ReleaseIncomplete.
    """
    profile = profiles.load(request.profile)
    selection = select(request, profile)
    documents = [DOCUMENT_TITLES[each][0] for each in documents_leaving(selection)]
    return Preview(
        profile.id,
        profile.title,
        tuple(names_leaving(request, selection)),
        tuple(each.source.reference for each in selection.exhibits),
        (*documents, "case.json"),
        {kind: len(rows) for kind, rows in selection.records.items()},
        tuple(selection.withheld),
        tuple(sorted(selection.unlisted)),
        selection.restricted,
        profile.seal,
    )


def names_leaving(request: BundleRequest, selection: Selection) -> Iterator[NameLeaving]:
    """Everyone whom the case knows by name and whose name stands in something that leaves.

    People who were withheld are looked for too: their name can stand in somebody's words.
    """
    texts = [(_where(kind, row), text) for kind, row in _rows(selection) for text in _texts(row)]
    people = request.matter.get("person", ())
    known = [
        (str(row.get("name", "")), str(row.get("mark") or f"P{place}"))
        for place, row in enumerate(people, 1)
    ]
    known += [(str(row.get("name", "")), "") for row in request.matter.get("carer", ())]
    incidents = request.matter.get("incident", ())
    known += [(str(row.get("reported_by_name", "")), "") for row in incidents]
    seen: set[str] = set()
    for name, mark in known:
        if len(name) < _LEAST_LETTERS or name in seen:
            continue
        places = dict.fromkeys(where for where, text in texts if name.casefold() in text.casefold())
        if places:
            seen.add(name)
            yield NameLeaving(name, mark, tuple(places))


def _rows(selection: Selection) -> Iterator[tuple[str, Kept]]:
    """Every record that leaves, with its kind."""
    for kind, rows in selection.records.items():
        for row in rows:
            yield kind, row


def _where(kind: str, row: Kept) -> str:
    """How a record is named to the person who looks at the preview."""
    return str(row.get("reference") or row.get("mark") or kind)


def _texts(value: object) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each)
