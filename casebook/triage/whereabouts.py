"""Whereabouts: the line of a catalogue file on which a key stands, so that a slip is found at once.

The library that reads TOML gives values without their places. This walks once through a text that
has already been read as sound and notes the line of every key; it is walked only when something is
refused. What it cannot follow it leaves, and the nearest key above is named instead.
"""

import re
from collections.abc import Mapping

_HEADER = re.compile(r"(\[\[?)([^\]\n]+)(\]\]?)")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*'")
_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE = re.compile(r"[^,\]}\n#]*")
_TEXT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)


def line_of(text: str, path: str) -> int:
    """The line, from 1, of the key at the dotted `path`; of the nearest key above it; else 1."""
    lines = lines_of(text)
    parts = path.split(".")
    for end in range(len(parts), 0, -1):
        found = lines.get(".".join(parts[:end]))
        if found is not None:
            return found
    return 1


def lines_of(text: str) -> Mapping[str, int]:
    """The line of every key in `text`, by its dotted path, places in lists included."""
    walk = _Walk(text)
    walk.whole()
    return walk.lines


class _Walk:
    """One walk through a text, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        """Nothing is read yet."""
        self.text = text
        self.at = 0
        self.lines: dict[str, int] = {}
        self._last: dict[str, int] = {}
        """Each list of tables by its path, with the place of its last one so far."""

    def whole(self) -> None:
        """Headers and keys to the end, or to the first thing that cannot be followed."""
        prefix = ""
        while self._skip() < len(self.text):
            header = _HEADER.match(self.text, self.at)
            if header is not None:
                prefix = self._header(header)
            elif not self._pair(prefix):
                return

    def _skip(self) -> int:
        """Go over blanks, line ends and comments, and answer where that leads."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _note(self, path: str) -> None:
        """Remember that `path` stands here."""
        self.lines.setdefault(path, self.text.count("\n", 0, self.at) + 1)

    def _header(self, header: re.Match[str]) -> str:
        """A line in brackets: the path that the keys under it belong to."""
        path = ""
        names = [each.strip().strip("\"'") for each in header[2].split(".")]
        for place, name in enumerate(names):
            path = f"{path}.{name}" if path else name
            if header[1] == "[[" and place == len(names) - 1:
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                self._note(path)
                path = f"{path}.{self._last[path]}"
            self._note(path)
        self.at = header.end()
        return path

    def _pair(self, prefix: str) -> bool:
        """A key and its value under `prefix`; false where there is none."""
        path = prefix
        while key := _KEY.match(self.text, self.at):
            name = key[0].strip("\"'")
            path = f"{path}.{name}" if path else name
            self._note(path)
            self.at = key.end()
            self._skip()
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
            self._skip()
        if not self.text.startswith("=", self.at):
            return False
        self.at += 1
        self._value(path)
        return True

    def _value(self, path: str) -> None:
        """Go over a value, noting the keys and places inside it."""
        self._skip()
        if self.text.startswith("[", self.at):
            self._inside(path, "]")
        elif self.text.startswith("{", self.at):
            self._inside(path, "}")
        else:
            found = _TEXT.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = found.end() if found else len(self.text)

    def _inside(self, path: str, end: str) -> None:
        """Go over a list or a table that is written in place."""
        self.at += 1
        place = 0
        while self._skip() < len(self.text) and not self.text.startswith(end, self.at):
            before = self.at
            if end == "]":
                self._note(f"{path}.{place}")
                self._value(f"{path}.{place}")
                place += 1
            elif not self._pair(path):
                return
            self._skip()
            if self.text.startswith(",", self.at):
                self.at += 1
            if self.at == before:
                return
        self.at += 1
