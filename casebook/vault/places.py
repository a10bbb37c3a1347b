"""What each path in a casebook's folder is, by its name alone."""

import re
from typing import Literal

Kind = Literal["kept", "exhibit", "passing", "debris", "placeholder", "conflict", "unknown"]

_ID = "[0-9a-f]{32}"

_OWN = rf"(CASEBOOK|MANIFEST|LOCK|HEAD|g[0-9]{{4}}|{_ID})"
"""What the name of a file of the casebook's own begins with."""

_KINDS: tuple[tuple[Kind, str], ...] = (
    ("kept", r"CASEBOOK(\.bak)?"),
    ("passing", r"BACKUP|LOCK|MANIFEST(\.bak)?"),
    ("kept", rf"users/{_ID}\.(slot|slot\.bak|draft)"),
    ("kept", r"compartments/[a-z]+/(HEAD|g[0-9]{4}\.(db|grants))"),
    ("kept", rf"compartments/[a-z]+/drops/{_ID}"),
    ("passing", r"compartments/[a-z]+/g[0-9]{4}\.db(-journal|(-journal)?\.aside)"),
    ("exhibit", rf"vault/[0-9a-f]{{2}}/{_ID}"),
    ("debris", r"(?i:(.*/)?(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini|\.directory))"),
    ("placeholder", r"(?is:(.*/)?(\.[^/]+\.icloud|[^/]+\.(nextcloud|owncloud|cloudf?)))"),
    ("conflict", r"(?is:.*(conflict|-desktop-|-laptop-|\([0-9]+\)).*)"),
    ("conflict", rf"(?s:(.*/)?{_OWN}[ -][^/]+)"),
)
"""In the order in which they are tried."""


def kind_of(path: str) -> Kind:
    """The kind of a path, relative to the folder with forward slashes.

    `kept` and `exhibit` are listed; `passing` are the lock, the list, a backup's mark, the
    databases' journals and what is half written; `conflict` is what a syncing program makes of two
    versions.
    """
    if path.endswith(".partial") and kind_of(path.removesuffix(".partial")) != "unknown":
        return "passing"
    return next((kind for kind, name in _KINDS if re.fullmatch(name, path)), "unknown")


def is_second_version(path: str) -> bool:
    """Whether a path is what a syncing program makes of one of the casebook's own files."""
    own = re.match(_OWN, path.rpartition("/")[2])
    return own is not None and kind_of(path) == "conflict"


def spoken(path: str, ordinal: int) -> str:
    """How a finding names a path: as it is if the casebook made it, counted if anyone else did."""
    if kind_of(path) in {"kept", "exhibit", "passing"}:
        return path
    known = re.match(r"(users|vault|compartments/(?:general|staff|governance)(?:/drops)?)/", path)
    return f"a foreign file in {known[1] if known else 'the folder'}, no. {ordinal} by name"
