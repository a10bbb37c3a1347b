"""Who can come in: the people of a casebook, as the unlock room lists them.

The rule is: this module is imported after first paint, in a thread.
"""

from pathlib import Path

from casebook.vault import layout, recovery, slots


def people_at(folder: Path) -> list[str]:
    """The short names of the people of the casebook at `folder`; a recovery sheet is nobody.

    Raises CannotOpen's leaves when it is no casebook.
    """
    labels = slots.listed(layout.at(folder))
    return [each.short for each in labels if not each.role.startswith(recovery.ROLE)]
