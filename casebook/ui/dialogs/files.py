"""Choosing files: by their path, or by walking the folders. Nothing is opened here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from casebook.ui import keys
from casebook.ui.cleaning import cleaned, line, stacked
from casebook.ui.dialogs.sheet import Sheet

SHOWN_AT_MOST = 500
"""Names listed of one folder; the rest is reached by typing."""


@dataclass(frozen=True)
class FilesChosen:
    """The files that were chosen."""

    paths: tuple[Path, ...]
    """In the order in which they were chosen."""


class FilesDialog(Sheet[FilesChosen]):
    """Walks the folders and gathers paths."""

    BINDINGS = keys.of("files")
    DEFAULT_CSS = """
    FilesDialog {
        #files-path { height: 1; border: none; padding: 0 1; background: $panel; }
        #files-names { height: 10; border: none; background: $surface; margin: 1 0 0 0; }
        #files-chosen { height: auto; color: $accent; margin: 1 0 0 0; }
    }
    """

    def __init__(self, start: Path) -> None:
        """Take the folder to begin in."""
        super().__init__()
        self._folder = start
        self._entries: list[Path] = []
        self._chosen: list[Path] = []

    @property
    def heading(self) -> Content:
        """What is asked."""
        return Content("Which files? Enter chooses; Ctrl+S when all are chosen")

    def matter(self) -> Iterator[Widget]:
        """A path to type or paste, the names in the folder, and what is chosen."""
        yield Input(placeholder="type or paste a path, or part of a name", id="files-path")
        yield OptionList(id="files-names")
        yield Static("Nothing chosen yet.", id="files-chosen")

    def buttons(self) -> Iterator[Button]:
        """Go on, or leave."""
        yield Button("These files", id="accept", compact=True)
        yield Button("Cancel", id="cancel", compact=True)

    def on_mount(self) -> None:
        """List the folder to begin in."""
        self._list("")

    def _list(self, part: str) -> None:
        """List the names in the folder that hold `part`."""
        names = self.query_one("#files-names", OptionList)
        names.clear_options()
        self._entries = _entries(self._folder, part)
        names.add_option(Option(line(f"↑ {self._folder}")))
        names.add_options(Option(self._named(entry)) for entry in self._entries)
        names.highlighted = min(1, len(self._entries))

    def _named(self, entry: Path) -> Content:
        """A name as it stands in the list, with its mark where the file is chosen."""
        if entry in self._chosen:
            return Content.assemble("✓ ", line(entry.name))
        return Content.assemble("  ", line(f"{entry.name}/" if entry.is_dir() else entry.name))

    @on(Input.Changed, "#files-path")
    def _typed(self, event: Input.Changed) -> None:
        """Narrow the list to what is typed, unless it is a path; what was wrong is changed now."""
        event.stop()
        self.say(())
        if not _is_path(event.value):
            self._list(event.value)

    @on(Input.Submitted, "#files-path")
    def _entered(self, event: Input.Submitted) -> None:
        """Take a typed path, or the only name that is left."""
        event.stop()
        typed = _unquoted(event.value)
        if _is_path(typed):
            self._take_typed(self._folder / _expanded(typed))
        elif len(self._entries) == 1:
            self._take(self._entries[0])
        elif not typed and self._chosen:
            self.action_accept()
        elif not self._entries:
            self._say_absent(f"No name in this folder holds “{typed}”.")
        else:
            self.set_focus(self.query_one("#files-names", OptionList))

    def _take_typed(self, path: Path) -> None:
        """Take a path as it was typed, unless nothing is there."""
        if path.is_dir() or path.is_file():
            self._take(path)
        elif os.path.lexists(path):
            self._say_absent(f"“{path.name}” is no file that can be kept.")
        else:
            missing, is_last = _first_missing(path)
            what = "nothing called" if is_last else "no folder"
            self._say_absent(f"There is {what} “{missing.name}” in {missing.parent}.")

    def _say_absent(self, said: str) -> None:
        """Say what is wrong with what is typed, which stays to be put right."""
        self.say((cleaned(f"{said} Look at the spelling.", "$error"),))

    @on(OptionList.OptionSelected, "#files-names")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        """Go up, into a folder, or choose a file."""
        event.stop()
        if event.option_index == 0:
            self.action_parent()
        else:
            self._take(self._entries[event.option_index - 1])

    def _take(self, path: Path) -> None:
        """Go into a folder; choose a file that is there, or give it up if it was chosen."""
        if path.is_dir():
            self._folder = path
            self._empty_the_line()
            self._list("")
            return
        if path in self._chosen:
            self._chosen.remove(path)
        else:
            self._chosen.append(path)
        if self.query_one("#files-path", Input).has_focus:  # the next one is typed as well
            self._empty_the_line()
            self._list("")
        self._mark(path)

    def _mark(self, path: Path) -> None:
        """Show what is chosen, in the list too; the cursor and what narrows it stay."""
        if path in self._entries:
            names = self.query_one("#files-names", OptionList)
            at = self._entries.index(path) + 1
            names.replace_option_prompt_at_index(at, self._named(path))
        said = stacked([line(f"✓ {each.name}") for each in self._chosen])
        self.query_one("#files-chosen", Static).update(
            said if self._chosen else Content("Nothing chosen yet.")
        )

    def _empty_the_line(self) -> None:
        """Empty the line where one types, without listing the folder anew."""
        field = self.query_one("#files-path", Input)
        with field.prevent(Input.Changed):
            field.value = ""

    def action_parent(self) -> None:
        """Go up."""
        self._folder = self._folder.parent
        self._empty_the_line()
        self._list("")

    def action_accept(self) -> None:
        """Answer with what is chosen, or say that nothing is."""
        if self._chosen:
            self.dismiss(FilesChosen(tuple(self._chosen)))
        else:
            self.say((cleaned("Choose at least one file, or leave with Escape."),))


def _entries(folder: Path, part: str) -> list[Path]:
    """Folders first, then files, whose names hold `part`; hidden ones are left out."""
    try:
        found = [each for each in folder.iterdir() if not each.name.startswith(".")]
    except OSError:
        return []
    wanted = [each for each in found if part.casefold() in each.name.casefold()]
    wanted.sort(key=lambda each: (not each.is_dir(), each.name.casefold()))
    return wanted[:SHOWN_AT_MOST]


def _first_missing(path: Path) -> tuple[Path, bool]:
    """The first part of a path that is not there, and whether that is its last part."""
    steps = [*reversed(path.parents), path]
    missing = next(each for each in steps if not os.path.lexists(each))
    return missing, missing == path


def _is_path(typed: str) -> bool:
    """Whether what is typed is a path, not part of a name in the folder."""
    return "/" in typed or "\\" in typed or typed.startswith("~")


def _expanded(typed: str) -> Path:
    """A typed path with the person's own folder for its `~`, where there is such a person."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def _unquoted(typed: str) -> str:
    """A path as terminals paste it when a file is dragged in: without its quotes."""
    text = typed.strip().removeprefix("file://")
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return text.replace("\\ ", " ")
