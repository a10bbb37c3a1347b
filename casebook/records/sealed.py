"""A sealed file in the vault."""

from typing import ClassVar

from casebook.records.record import Record


class SealedFile(Record, table=True):
    """One sealed file: `id` is its name in the vault, which tells nothing."""

    kind: ClassVar[str] = "sealed-file"

    purpose: str
    """What it is sealed as: `exhibit`, or `profile` for a school's own."""
    generation: int = 1
    key: str
    """Its own key, in hexadecimal; without this row the file is noise."""
    size: int
    """Bytes, unsealed."""
    sha256: str
    """Of the bytes as they came, in hexadecimal."""
    sealed_size: int
    sealed_sha256: str
    """Of the sealed file, so that the folder's list can name it without opening it."""
