"""When a casebook was last backed up from this account, and a sheet last rehearsed."""

import json
from datetime import datetime
from typing import Final

from casebook import clock, remembered
from casebook.errors import CasebookError

BACKUPS: Final = "backups"
DRILLS: Final = "drills"
"""What the notes are called among those that this account keeps."""


def note(casebook_id: str, what: str = BACKUPS) -> None:
    """Keep that a backup, or a rehearsal, was made just now; no room for it is no obstacle."""
    known = _known(what) | {casebook_id: clock.iso(clock.now())}
    remembered.keep(remembered.place(what), json.dumps(known))


def last(casebook_id: str, what: str = BACKUPS) -> datetime | None:
    """When the last backup, or rehearsal, was made from this account; none that is known of."""
    said = _known(what).get(casebook_id)
    try:
        return clock.read_iso(said, what) if said else None
    except CasebookError:
        return None


def _known(what: str) -> dict[str, str]:
    """When each casebook last was, by its identifier; empty where it cannot be read."""
    try:
        value = json.loads(remembered.read(remembered.place(what)))
        return {str(name): str(each) for name, each in value.items()}
    except (ValueError, AttributeError):
        return {}
