"""The people of a casebook, as its compartments know them."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from casebook.records.user import User
from casebook.vault.layout import COMPARTMENTS
from casebook.vault.people import Identity

RECOVERY = "recovery-"
"""What the role of a recovery sheet begins with."""


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
        return self.role.startswith(RECOVERY)


@dataclass(frozen=True)
class Heard:
    """What one open compartment says of the people."""

    rows: Sequence[User]
    holders: AbstractSet[str]
    """The uids of whom its ledger says hold it, whatever the rows claim."""


def _card_of(user: User, name: str, heard: Heard) -> UserCard:
    """The card of a user record of the compartment `name`: no row ends what the ledger gave."""
    holds, is_holder = set(user.holds), user.id in heard.holders
    listed = _in_order(holds | ({name} if is_holder else set()))
    active = user.active or is_holder
    return UserCard(user.id, user.short, user.role, user.full_name, listed, active)


def everyone(heard: Mapping[str, Heard]) -> dict[str, UserCard]:
    """Who the people are, by their uids, from what each open compartment says.

    Who holds a compartment is for itself to say; of those that are not open, what the first of the
    others last heard counts.
    """
    cards: dict[str, UserCard] = {}
    for name, each in heard.items():
        for row in each.rows:
            card = _card_of(row, name, each)
            cards[row.id] = _joined(cards.get(row.id), card, name, heard.keys())
    return cards


def _joined(
    before: UserCard | None, card: UserCard, compartment: str, opened: AbstractSet[str]
) -> UserCard:
    """What was known of somebody, and what `compartment` says of them.

    No other compartment ends the name or the standing of who holds one that is open.
    """
    if before is None:
        heard = set(card.holds) - (opened - {compartment})
        return replace(card, holds=_in_order(heard))
    holds = set(before.holds) - {compartment} | (set(card.holds) & {compartment})
    return replace(
        before,
        short=card.short if card.active and not before.active else before.short,
        full_name=before.full_name or card.full_name,
        holds=_in_order(holds),
        active=(before.active and card.active) or bool(holds & opened),
    )


def _in_order(holds: AbstractSet[str]) -> tuple[str, ...]:
    """Compartments as they are always listed."""
    return tuple(each for each in COMPARTMENTS if each in holds)


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
