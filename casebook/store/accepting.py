"""Working where a casebook must not lie: somebody accepts it and signs for it.

The rule is: what was seen there is entered in every compartment that they hold, before it is noted
that nothing of the kind need be refused here again.
"""

from casebook.errors.opening import NotAHolder
from casebook.store import accepted
from casebook.store.book import open_with
from casebook.vault import location
from casebook.vault.layout import CasebookFolder
from casebook.vault.location import Reason
from casebook.vault.people import Identity

VERB = "accepted the place"
"""What the ledger says was done."""


def accept(folder: CasebookFolder, identity: Identity) -> tuple[Reason, ...]:
    """Work in `folder` from now on, whatever speaks against its place; gives what does.

    An entry of every compartment that is held says so. Raises NotAHolder where there is none, and
    whatever opening to write raises.
    """
    found = location.reasons(folder.path)
    if not found:
        return ()
    said = sorted({each.kind for each in found})
    with open_with(folder, identity, write=True, accept_place=True) as book:
        if not book.held:
            raise NotAHolder(compartment="general")
        for each in book.compartments():
            with each.changing() as change:
                change.witness(VERB, "settings", folder.casebook_id, kinds=said)
    accepted.keep(folder, said)
    return found
