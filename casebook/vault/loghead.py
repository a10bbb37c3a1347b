"""What can be remembered of a ledger in two lines: how long it was, and its root."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LogHead:
    """A ledger's size and Merkle root at one moment; whoever saw it later sees a rollback."""

    size: int
    """The number of entries."""
    root: str
    """The RFC 6962 root as 64 hexadecimal digits."""
    generation: int = 1
    """The generation of the compartment that it was seen in."""
