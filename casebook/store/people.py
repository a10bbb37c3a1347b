"""The people of a casebook, as its compartments know them."""

from dataclasses import dataclass, replace

from casebook.records.user import User
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.people import Identity

RECOVERY_ROLES = {"recovery-school": ("general", "staff"), "recovery-governance": ()}
"""The recovery sheets; the second opens every compartment."""


@dataclass(frozen=True)
class UserCard:
    """Who somebody is to the casebook."""

    uid: str
    short: str
    role: str
    full_name: str
    holds: tuple[str, ...]
    active: bool = True

    @property
    def called(self) -> str:
        """Their name for a document: the full one where it is known."""
        return self.full_name or self.short

    @property
    def is_recovery(self) -> bool:
        """Whether this is a recovery sheet and no person."""
        return self.role.startswith("recovery")


def card_of(user: User) -> UserCard:
    """The card of a user record."""
    return UserCard(user.id, user.short, user.role, user.full_name, tuple(user.holds), user.active)


def joined(before: UserCard | None, card: UserCard, compartment: str) -> UserCard:
    """What was known of somebody, and what `compartment` says of them: who holds it, it knows."""
    if before is None:
        return card
    holds = set(before.holds) - {compartment} | (set(card.holds) & {compartment})
    return replace(
        before,
        full_name=before.full_name or card.full_name,
        holds=tuple(each for each in COMPARTMENTS if each in holds),
        active=before.active and card.active,
    )


def record_of(identity: Identity, full_name: str, holds: tuple[str, ...]) -> User:
    """The user record for a person's keys."""
    return User.of(
        id=identity.uid,
        short=identity.short,
        role=identity.role,
        full_name=full_name,
        sign_key=identity.public.sign.hex(),
        seal_key=identity.public.seal.hex(),
        holds=list(holds),
    )
