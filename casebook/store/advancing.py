"""Bringing a casebook that an earlier program laid to the present schema, as its writer opens it.

The rules are: a new generation beside, checked against the whole ledger before HEAD names it, as
with any new key, and never in place; each compartment when one of its holders first writes; an
entry says from which version to which. Who only reads changes nothing, and reads it as it is.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from casebook.store import migrations, rotation
from casebook.store.change import Change
from casebook.vault.findings import Finding

if TYPE_CHECKING:
    from casebook.store.book import Book

ADVANCED = "advanced"
"""The verb of the entry that a compartment was brought to a later schema."""

CODE = "S-19"
TOLD = (
    "It was kept by an earlier version of this program. It was copied, checked against every entry,"
    " and goes on in the new form; the people who hold it are the same."
)


def advance(book: "Book", names: Iterable[str]) -> list[Finding]:
    """Bring the compartments `names` to the present schema; gives what is to be told.

    Raises what rotation.renew does; a compartment that it stopped at is as it was.
    """
    told = []
    for name in names:
        with book.compartment(name).reading() as session:
            before = migrations.version(session.connection())
        rotation.renew(book, name, partial(_enter, before, book.casebook_id))
        told.append(Finding(CODE, f"compartments/{name}", TOLD, "note"))
    return told


def _enter(before: int, casebook_id: str, change: Change) -> None:
    """Enter from which version to which."""
    said = {"schema_before": before, "schema": migrations.latest()}
    change.witness(ADVANCED, "settings", casebook_id, **said)
