"""When a casebook was last backed up from this account, for whoever asks how old the copy is."""

import json
from datetime import datetime
from typing import Final

from casebook import clock, remembered
from casebook.errors import CasebookError

BACKUPS: Final = "backups"
"""What the note is called among those that this account keeps."""


def note(casebook_id: str) -> None:
    """Keep that a backup was made just now; no room for it is no obstacle."""
    known = _known() | {casebook_id: clock.iso(clock.now())}
    remembered.keep(remembered.place(BACKUPS), json.dumps(known))


def last(casebook_id: str) -> datetime | None:
    """When the last backup of a casebook was made from this account; none that is known of."""
    said = _known().get(casebook_id)
    try:
        return clock.read_iso(said, "backup") if said else None
    except CasebookError:
        return None


def _known() -> dict[str, str]:
    """When each casebook was last backed up, by its identifier; empty where it cannot be read."""
    try:
        value = json.loads(remembered.read(remembered.place(BACKUPS)))
        return {str(name): str(each) for name, each in value.items()}
    except (ValueError, AttributeError):
        return {}
