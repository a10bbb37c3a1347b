"""What can be remembered of a ledger in two lines: how long it was, and its root."""

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.vault.strictjson import Fields


@dataclass(frozen=True)
class LogHead:
    """A ledger's size and Merkle root at one moment; whoever saw it later sees a rollback."""

    size: int
    """The number of entries."""
    root: str
    """The RFC 6962 root as 64 hexadecimal digits."""
    generation: int = 1
    """The generation of the compartment that it was seen in."""


def written(heads: Mapping[str, LogHead]) -> dict[str, object]:
    """The heads of several compartments, by name, as JSON holds them."""
    return {cid: dict(vars(head)) for cid, head in heads.items()}


def read(fields: Fields) -> dict[str, LogHead]:
    """The heads of several compartments; raises the fields' own refusal."""
    return {cid: _one(fields.inner(cid)) for cid in fields.value}


def _one(fields: Fields) -> LogHead:
    fields.only("size", "root", "generation")
    root = fields.text("root", "[0-9a-f]{64}")
    return LogHead(fields.number("size"), root, fields.number("generation", 1))
