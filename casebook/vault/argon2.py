"""The slow step between a passphrase and a key, and the bounds it is held to."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casebook.errors.integrity import CostRefused
from casebook.errors.machine import MemoryShort
from casebook.vault.keys import KEY_SIZE

SALT_SIZE = 16
"""Bytes of salt, fresh whenever a passphrase is set."""

BOUNDS = {"memory_kib": (65_536, 1_048_576), "passes": (3, 10), "lanes": (1, 8)}
"""Least and most of each parameter: less is a downgrade, more is a denial of service."""


@dataclass(frozen=True)
class Cost:
    """What one guess costs."""

    memory_kib: int
    """Memory in KiB."""
    passes: int
    """How often the memory is filled."""
    lanes: int
    """How many threads can share the work."""


SETTLED = Cost(memory_kib=262_144, passes=3, lanes=4)
"""What a new passphrase costs: 256 MiB, about half a second on two cores."""

FLOOR = Cost(memory_kib=65_536, passes=3, lanes=4)
"""The least that is accepted; for machines with little memory, and for tests."""


def check(cost: Cost, user: str = "a user") -> None:
    """Raise CostRefused for a parameter outside the BOUNDS, before anything is run."""
    for field, (least, most) in BOUNDS.items():
        if not least <= getattr(cost, field) <= most:
            raise CostRefused(user=user, field=field)


def derive(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """32 bytes from a passphrase by Argon2id, version 1.3.

    Raises CostRefused before running, MemoryShort when the machine has not got that much.
    """
    check(cost)
    slow = Argon2id(
        salt=salt,
        length=KEY_SIZE,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    try:
        return slow.derive(passphrase)
    except MemoryError:
        raise MemoryShort(needed=cost.memory_kib // 1024) from None
