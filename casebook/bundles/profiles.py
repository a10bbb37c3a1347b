"""Recipients: for each a file that lists what may leave; what it does not list stays.

The rules are: a file is refused, with its key and the nearest valid one, rather than guessed at;
every kind and every field it lists must exist in the records, so a typing fault cannot pass as a
field that is never filled.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from casebook.datafiles import data_folder
from casebook.errors.given import ProfileInvalid, ProfileUnknown
from casebook.records.kinds import KINDS

DOCUMENTS = ("report", "referral", "chronology", "labels")
"""What can be written for a recipient, besides case.json and the exhibits."""

LINKS = {
    "incident_id": "incident",
    "person_id": "person",
    "exhibit_id": "exhibit",
    "assessment_id": "assessment",
}
"""Fields that point at another record; what leaves is its reference or mark, under that name."""

REQUESTED = ("purpose", "basis", "recipient")
"""What a request says of itself, and a profile can require."""

_TEXTS = ("title", "id", "status", "source", "about", "wrong_when", "naming", "exhibits", "seal")
_CHOICES = {
    "status": ("stable", "draft"),
    "naming": ("full",),
    "exhibits": ("all", "none"),
    "seal": ("zip", "none"),
}
_KEYS = (*_TEXTS, "since", "documents", "required", "fields")


@dataclass(frozen=True)
class Profile:
    """One recipient: what they get, and what must be filled before they get it."""

    id: str
    title: str
    status: str
    since: date
    source: str
    about: str
    wrong_when: str
    naming: str
    """Names are given in full; a profile says so, and the person is shown each of them."""
    exhibits: str
    """`all` or `none`: whether the exhibits go unless they are withheld, or none does."""
    seal: str
    """`zip` or `none`: how it is sealed unless the person says otherwise."""
    documents: tuple[str, ...]
    required: tuple[str, ...]
    """`purpose`, `basis`, `recipient`, a kind (one row at least) or a field (in every row)."""
    fields: Mapping[str, tuple[str, ...]]
    """By kind, the fields that leave; a dotted one leads into a structured field."""


def names() -> list[str]:
    """The recipients there are, in alphabetical order."""
    folder = data_folder("exports") / "profiles"
    return sorted(file.name[:-5] for file in folder.iterdir() if file.name.endswith(".toml"))


def load(name: str) -> Profile:
    """The profile `name`.

    Raises ProfileUnknown where there is none, ProfileInvalid where its file cannot be used.
    """
    if name not in names():
        raise ProfileUnknown(given_is=_nearest(name, names()) or ", ".join(names()))
    data = (data_folder("exports") / "profiles" / f"{name}.toml").read_bytes()
    return read(data, f"exports/profiles/{name}.toml")


def read(data: bytes, file: str) -> Profile:
    """The profile written in `data`; raises ProfileInvalid, naming `file` and the key."""
    try:
        said = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ProfileInvalid(file=file, key="the file", fault="is not TOML", nearest="") from fault
    for key in said:
        _known(file, key, key, _KEYS)
    for key in _TEXTS:
        if not isinstance(said.get(key), str) or not said[key].strip():
            raise ProfileInvalid(file=file, key=key, fault="must be a text", nearest="")
        if key in _CHOICES:
            _known(file, key, said[key], _CHOICES[key])
    if type(said.get("since")) is not date:
        raise ProfileInvalid(file=file, key="since", fault="must be a day", nearest="")
    fields = _fields(file, said.get("fields"))
    documents = _texts(file, "documents", said.get("documents"))
    for each in documents:
        _known(file, "documents", each, DOCUMENTS)
    required = _texts(file, "required", said.get("required"))
    everything = [*REQUESTED, *fields, *(f"{k}.{f}" for k in fields for f in fields[k])]
    for each in required:
        _known(file, "required", each, everything)
    texts = {key: cast("str", said[key]).strip() for key in _TEXTS}
    return Profile(
        since=said["since"], documents=documents, required=required, fields=fields, **texts
    )


def fields_of(kind: str) -> set[str]:
    """The names under which a record of `kind` can leave: its fields, its links by name."""
    own = set(KINDS[kind].model_fields) - {"id", "case_id"}
    return {LINKS.get(each, each) for each in own}


def _fields(file: str, said: object) -> dict[str, tuple[str, ...]]:
    """The fields by kind, each of which exists."""
    if not isinstance(said, dict) or not said:
        raise ProfileInvalid(file=file, key="fields", fault="must list fields by kind", nearest="")
    fields = {}
    for kind, listed in said.items():
        _known(file, f"fields.{kind}", kind, KINDS)
        fields[kind] = _texts(file, f"fields.{kind}", listed)
        for each in fields[kind]:
            _known(file, f"fields.{kind}", each.split(".", 1)[0], fields_of(kind))
    return fields


def _texts(file: str, key: str, said: object) -> tuple[str, ...]:
    """A list of texts, without one twice."""
    if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
        raise ProfileInvalid(file=file, key=key, fault="must be a list of texts", nearest="")
    if len(set(said)) != len(said):
        raise ProfileInvalid(file=file, key=key, fault="lists something twice", nearest="")
    return tuple(said)


def _known(file: str, key: str, given: str, known: Iterable[str]) -> None:
    """Raise ProfileInvalid unless `given` is one of `known`; it names the nearest of them."""
    options = sorted(known)
    if given not in options:
        near = _nearest(given, options)
        hint = f" The nearest valid one is `{near}`." if near else ""
        raise ProfileInvalid(file=file, key=key, fault=f"says `{given[:40]}`.", nearest=hint)


def _nearest(given: str, known: Iterable[str]) -> str:
    """The one of `known` that `given` was most likely meant to be; empty if none is near."""
    return next(iter(difflib.get_close_matches(given, list(known), 1, 0.4)), "")
