"""How a record's values stand in the ledger: plain JSON, one spelling for each."""

from datetime import date, datetime

from casebook.records.record import Record, moment_text


def plain(value: object) -> object:
    """A column's value as it stands in the ledger: moments sort by instant, days are ISO 8601."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return value


def values_of(record: Record) -> dict[str, object]:
    """Every column of `record` but its identifier, as they stand in the ledger."""
    return {
        name: plain(getattr(record, name)) for name in type(record).model_fields if name != "id"
    }


def filled(kind: type[Record], said: dict[str, object]) -> dict[str, object]:
    """What the ledger said of a record, with what a column reads that was added after it was said.

    A column without a value for nothing stays out: it was there from the first.
    """
    unsaid = {
        name: plain(field.get_default(call_default_factory=True))
        for name, field in kind.model_fields.items()
        if name not in {"id", *said} and not field.is_required()
    }
    return unsaid | said
