"""Leave that was asked for before something is done."""

from datetime import date
from typing import ClassVar

from casebook.records.registered import Registered


class Approval(Registered, table=True):
    """One thing that the policy allows only once somebody else agreed to it."""

    kind: ClassVar[str] = "approval"

    what: str
    """`contact`, `former-pupil`, `welfare`, `exception` or `second-reader`."""
    whose: str
    """Who asks for it, by name; the author where a text is to be read."""
    whom: str = ""
    """With whom, or about whom, by name."""
    scope: str
    """What exactly is allowed, and by which means; the text itself or its reference."""
    reason: str = ""
    """Why it is needed."""
    expires_on: date | None = None
    """The last day on which it holds."""
    pictures: bool = False
    """Whether the text that was read comes with pictures of children."""
    images_list_on: date | None = None
    """When the list of children whose pictures are not published was looked at."""
    consent_on: date | None = None
    """When the parents' written consent was looked at."""
    decided_by: str = ""
    """Who decided, by name and office."""
    decided_on: date | None = None
    decided_words: str = ""
    """On what condition, or why not."""
