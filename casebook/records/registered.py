"""What every registration shares: its reference, how it stands, when it is looked at again."""

from datetime import date, datetime

from sqlmodel import Field

from casebook.records.record import Moment, Record


class Registered(Record):
    """One registration: it belongs to no case and may be amended; the ledger keeps all readings."""

    reference: str = Field(unique=True)
    """`C-CH-0001`: the compartment's letter, the register's two, and a count."""
    state: str
    """How it stands; each register has words of its own."""
    why: str = ""
    """The reason for its latest change."""
    review_on: date | None = None
    """The day by which it is looked at again."""
    review_words: str = ""
    """What was found when it was last looked at."""
    ended_on: date | None = None
    """The day on which it was over; none while it lasts."""
    recorded_at: datetime = Field(sa_type=Moment)
    recorded_by: str
