"""What a file is, by its first bytes; nothing here opens, unpacks or renders it.

The rules are: the name decides nothing about what a file is; what is not known is
`application/octet-stream`; a file that runs, or unpacks, or whose name says something else than
its bytes, carries a caution.
"""

import re
from pathlib import PurePosixPath

HEAD = 4096
"""How many first bytes are looked at."""

UNKNOWN = "application/octet-stream"
TEXT = "text/plain"
MAIL = "message/rfc822"

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
)
"""Where in a file its marks stand, the marks, and what they say it is."""

_ENDINGS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".heic": "image/heic",
    ".pdf": "application/pdf",
    ".mp4": "video/mp4",
    ".mov": "video/mp4",
    ".txt": TEXT,
    ".eml": MAIL,
}
"""What a name claims to be, for the names whose claim can be held against the bytes."""

_RUNS = frozenset({"application/x-msdownload", "application/x-executable"})
_RUNNING_ENDINGS = frozenset(
    {
        ".exe",
        ".bat",
        ".cmd",
        ".com",
        ".scr",
        ".js",
        ".vbs",
        ".ps1",
        ".lnk",
        ".url",
        ".hta",
        ".iso",
        ".docm",
        ".xlsm",
        ".pptm",
    }
)
_CONTROLS = frozenset(range(0x20)) - frozenset(b"\t\n\r\f\x1b")
"""Bytes that do not stand in text."""
_MAIL_FIELDS = (b"from:", b"to:", b"date:", b"subject:", b"received:", b"message-id:")
_MAIL_ENOUGH = 2
_MAIL_OF_WORDS = (b"text/plain", b"multipart/alternative")


def type_of(head: bytes) -> str:
    """The media type that a file's first bytes speak for."""
    for offset, marks, kind in _SIGNATURES:
        if head[offset : offset + len(marks)] == marks:
            return kind
    if not _is_text(head):
        return UNKNOWN
    lowered = head.lstrip().lower()
    if lowered.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return MAIL if _is_mail(lowered) else TEXT


def holds_words_only(kind: str, head: bytes) -> bool:
    """Whether a file can be taken as text without pictures: plain text, or a mail without parts.

    A web page and a mail of several parts can both carry pictures, so neither is.
    """
    if kind == TEXT:
        return True
    parts = re.search(rb"^content-type:\s*([a-z/-]+)", head.lower(), re.MULTILINE)
    return kind == MAIL and (parts is None or parts[1] in _MAIL_OF_WORDS)


def can_run(kind: str, name: str) -> bool:
    """Whether a file is a program, or would be started as one by its name."""
    return kind in _RUNS or _ending(name) in _RUNNING_ENDINGS


def caution_for(kind: str, name: str) -> str:
    """What to mind before anybody opens a copy of such a file; empty where nothing is known."""
    ending = _ending(name)
    if can_run(kind, name):
        return "It can run: never open it on a school computer."
    claimed = _ENDINGS.get(ending)
    if claimed and kind != claimed and not (claimed == TEXT and kind in {MAIL, "text/html"}):
        return "Its name says something else than its first bytes."
    if kind == "application/zip":
        return "It may hold other files, which nobody has looked at."
    return ""


def _ending(name: str) -> str:
    """The ending of a file's name, in small letters, with its point."""
    return PurePosixPath(name.replace("\\", "/")).suffix.casefold()


def _is_text(head: bytes) -> bool:
    """Whether the first bytes are text: UTF-8, cut anywhere, or UTF-16 with its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decodes(head[: len(head) // 2 * 2], "utf-16")
    if any(byte in _CONTROLS for byte in head):
        return False
    return any(_decodes(head[: len(head) - cut], "utf-8") for cut in range(4))


def _decodes(data: bytes, encoding: str) -> bool:
    """Whether `data` is text in `encoding`, without a NUL in it."""
    try:
        return "\0" not in data.decode(encoding)
    except UnicodeDecodeError:
        return False


def _is_mail(lowered: bytes) -> bool:
    """Whether a text begins with the head of an e-mail."""
    lines = [each.strip() for each in lowered.split(b"\n\n")[0].splitlines()]
    named = {field for field in _MAIL_FIELDS for each in lines if each.startswith(field)}
    return len(named) >= _MAIL_ENOUGH
