"""What is asked of a bundle: the matter, the exhibits, who releases it, to whom and why.

The rules are: rows are plain values keyed by the ledger's kinds and the records' own field names;
a user is already the name and role that should stand on paper; nothing here opens a casebook.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from casebook.store.ledger import LogProof

Row = Mapping[str, object]
"""One record: field name to value."""

Matter = Mapping[str, Sequence[Row]]
"""Everything a case holds, by the kind of record."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's digits, of which no two look alike."""

BUNDLE_ID = re.compile(rf"B-20[0-9]{{2}}-[{ALPHABET}]{{6}}")
"""What the name of a bundle looks like; it tells nothing of the case."""


@dataclass(frozen=True)
class ExhibitSource:
    """One exhibit with a file: what is known of it, and how its bytes are read."""

    reference: str
    """`AP/1`."""
    original_name: str
    size: int
    sha256: str
    """Of the bytes as they came, taken when they were lodged."""
    details: Row
    """The exhibit's own record."""
    open: Callable[[], BinaryIO]
    """Gives the bytes as they came, from the beginning, each time it is called."""


@dataclass(frozen=True)
class Signer:
    """Who releases the bundle, and signs it."""

    name: str
    role: str
    public_key: bytes
    sign: Callable[[bytes], bytes]
    """Gives the Ed25519 signature of a message."""


@dataclass(frozen=True)
class Withheld:
    """One thing that is left out on purpose, and why."""

    what: str
    """The reference or mark of a record (`C-2026-0014-N02`, `AP/2`, `P3`), or words."""
    why: str


@dataclass(frozen=True)
class BundleRequest:
    """One bundle, as it is asked for."""

    bundle_id: str
    case: str
    profile: str
    matter: Matter
    exhibits: Sequence[ExhibitSource]
    purpose: str
    basis: str
    recipient: str
    released_by: Signer
    released_at: datetime
    school: str
    log: "LogProof"
    withholdings: Sequence[Withheld] = field(default=())


def new_bundle_id(released_at: datetime) -> str:
    """A fresh name for a bundle, such as `B-2026-7K3F9Q`: the year and thirty random bits."""
    return f"B-{released_at.year}-" + "".join(secrets.choice(ALPHABET) for _ in range(6))
