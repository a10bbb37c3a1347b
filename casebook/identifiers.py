"""References: made, read and checked.

A case is `C-2026-0014` (general), `S-2026-0003` (staff) or `G-2026-0001` (governance): one count
for each compartment and year, so that no gap in one tells of another. What belongs to a case
adds a letter and a number: action `C-2026-0014-A03`. An exhibit carries its producer's initials
and number, `AP/1`, within its case. What a register keeps belongs to no case and to no year: the
compartment's letter, two of the register's, and a number, `C-CH-0001`.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

from casebook.errors.given import ReferenceInvalid

COMPARTMENT_LETTERS = {"C": "general", "S": "staff", "G": "governance"}
"""The letter of a case reference, and the compartment that it stands for."""

CHILD_LETTERS = {
    "A": "action",
    "D": "decision",
    "F": "letter",
    "I": "incident",
    "K": "correction",
    "L": "closing",
    "M": "removal",
    "N": "note",
    "R": "referral",
    "T": "assessment",
    "U": "underage-report",
    "W": "wish",
    "X": "release",
}
"""The letter that a record of a case adds to the case's reference."""

REGISTER_LETTERS = {
    "AP": "approval",
    "CH": "channel",
    "DV": "deviation",
    "OC": "online-check",
    "RE": "relationship",
}
"""The letters that stand for a register in the reference of what it keeps."""

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "revd", "sir", "dame", "pc", "dc", "sgt"}
)
"""What stands before a name and is none of its initials."""

_CASE = re.compile(r"(?P<letter>[CSG])-(?P<year>20[0-9]{2})-(?P<number>[0-9]{4,6})")
_CHILD = re.compile(_CASE.pattern + r"-(?P<kind>[ADFIKLMNRTUWX])(?P<count>[0-9]{2,5})")
_REGISTER = re.compile(
    rf"(?P<letter>[CSG])-(?P<register>{'|'.join(REGISTER_LETTERS)})-(?P<number>[0-9]{{4,6}})"
)
_EXHIBIT = re.compile(r"(?P<initials>[A-Z]{1,5})/(?P<number>[1-9][0-9]{0,4})")


@dataclass(frozen=True)
class CaseReference:
    """A case reference, taken apart."""

    text: str
    compartment: str
    year: int
    number: int


@dataclass(frozen=True)
class ChildReference:
    """The reference of a record that belongs to a case."""

    text: str
    case: CaseReference
    kind: str
    number: int


@dataclass(frozen=True)
class RegisterReference:
    """The reference of what a register keeps, taken apart."""

    text: str
    compartment: str
    kind: str
    number: int


def new_id() -> str:
    """A fresh identifier: 128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def case_reference(compartment: str, year: int, number: int) -> str:
    """The reference of the `number`th case of `year` in `compartment`."""
    letter = next(key for key, value in COMPARTMENT_LETTERS.items() if value == compartment)
    return f"{letter}-{year}-{number:04d}"


def child_reference(case: str, kind: str, number: int) -> str:
    """The reference of the `number`th record of `kind` in the case `case`."""
    letter = next(key for key, value in CHILD_LETTERS.items() if value == kind)
    return f"{case}-{letter}{number:02d}"


def parse_case(text: str) -> CaseReference:
    """Read a case reference, in either letter case.

    Raises ReferenceInvalid when it is none.
    """
    found = _CASE.fullmatch(text.strip().upper()) if text.isascii() else None
    if found is None:
        raise ReferenceInvalid(wanted="a case reference such as C-2026-0014")
    compartment = COMPARTMENT_LETTERS[found["letter"]]
    return CaseReference(found[0], compartment, int(found["year"]), int(found["number"]))


def parse_child(text: str, kind: str | None = None) -> ChildReference:
    """Read the reference of a record of a case; `kind` narrows it to one kind.

    Raises ReferenceInvalid when it is none, or is of another kind.
    """
    found = _CHILD.fullmatch(text.strip().upper()) if text.isascii() else None
    named = CHILD_LETTERS[found["kind"]] if found else ""
    if found is None or (kind is not None and named != kind):
        letter = next((key for key, value in CHILD_LETTERS.items() if value == kind), "A")
        raise ReferenceInvalid(wanted=f"a reference such as C-2026-0014-{letter}03")
    case = parse_case(found[0].rsplit("-", 1)[0])
    return ChildReference(found[0], case, named, int(found["count"]))


def register_reference(compartment: str, kind: str, number: int) -> str:
    """The reference of the `number`th record of `kind` in its register in `compartment`."""
    letter = next(key for key, value in COMPARTMENT_LETTERS.items() if value == compartment)
    register = next(key for key, value in REGISTER_LETTERS.items() if value == kind)
    return f"{letter}-{register}-{number:04d}"


def is_register(text: str) -> bool:
    """Whether `text` is the reference of what a register keeps."""
    return text.isascii() and _REGISTER.fullmatch(text.strip().upper()) is not None


def parse_register(text: str, kind: str | None = None) -> RegisterReference:
    """Read the reference of what a register keeps; `kind` narrows it to one register.

    Raises ReferenceInvalid when it is none, or is of another register.
    """
    found = _REGISTER.fullmatch(text.strip().upper()) if text.isascii() else None
    named = REGISTER_LETTERS[found["register"]] if found else ""
    if found is None or (kind is not None and named != kind):
        wanted = next((key for key, value in REGISTER_LETTERS.items() if value == kind), "CH")
        raise ReferenceInvalid(
            wanted=f"a reference such as C-{wanted}-0001",
            next_step="Look it up in its register, with `casebook channels` for example.",
        )
    compartment = COMPARTMENT_LETTERS[found["letter"]]
    return RegisterReference(found[0], compartment, named, int(found["number"]))


def compartment_of(reference: str) -> str:
    """The compartment that the reference of a case, of its record or of a register belongs in.

    Raises ReferenceInvalid when it is none of them.
    """
    if is_register(reference):
        return parse_register(reference).compartment
    if _CHILD.fullmatch(reference.strip().upper()):
        return parse_child(reference).case.compartment
    return parse_case(reference).compartment


def exhibit_reference(initials: str, number: int) -> str:
    """The mark of the `number`th exhibit produced by the person with `initials`."""
    return f"{initials}/{number}"


def parse_exhibit(text: str) -> tuple[str, int]:
    """An exhibit's mark as initials and number.

    Raises ReferenceInvalid when it is none.
    """
    found = _EXHIBIT.fullmatch(text.strip().upper()) if text.isascii() else None
    if found is None:
        raise ReferenceInvalid(wanted="an exhibit mark such as AP/1")
    return found["initials"], int(found["number"])


def initials_of(name: str) -> str:
    """A producer's initials for an exhibit mark: up to five letters, `X` where there are none."""
    spelt = unicodedata.normalize("NFKD", name)
    plain = "".join(each for each in spelt if not unicodedata.combining(each))
    words = re.findall(r"[A-Za-z][A-Za-z']*", plain)
    names = [each for each in words if each.casefold() not in TITLES] or words
    letters = [each[0].upper() for each in names]
    return "".join(letters[:5]) or "X"
