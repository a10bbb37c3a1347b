"""What every room has: a heading, a foot with its keys, and the open casebook at hand."""

from abc import abstractmethod
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from casebook.ui import keys
from casebook.ui.cleaning import line
from casebook.ui.deeds import Working
from casebook.ui.desk import Desk
from casebook.ui.screens.cramped import cramped
from casebook.ui.widgets.fields import Field
from casebook.ui.widgets.foot import Foot
from casebook.ui.widgets.heading import Heading

if TYPE_CHECKING:
    from casebook.store.book import Book
    from casebook.ui.app import CasebookApp


class Room(Working[None]):
    """A room of the unlocked casebook."""

    BINDINGS = keys.of("room")

    def compose(self) -> ComposeResult:
        """The heading, the room's own furniture, and the foot."""
        invented = cast("CasebookApp", self.app).is_demonstration
        yield Heading(self.named, whose_desk(self.desk, is_invented=invented))
        yield from self.furniture()
        yield Foot()
        yield cramped()

    @abstractmethod
    def furniture(self) -> Iterator[Widget]:
        """What stands in this room."""

    @property
    @abstractmethod
    def named(self) -> Content:
        """The room's name, for the heading."""

    @property
    def desk(self) -> Desk:
        """The desk with the open casebook."""
        desk = cast("CasebookApp", self.app).desk
        if desk is None:
            raise RuntimeError("a room needs an open casebook")
        return desk

    @property
    def book(self) -> "Book":
        """The open casebook."""
        return self.desk.book

    def scroll_to_center(self, widget: Widget, *given: Any, **named: Any) -> None:  # noqa: ANN401
        """Leave a field to bring itself into view: it does so with its label."""
        if not any(isinstance(each, Field) for each in widget.ancestors):
            super().scroll_to_center(widget, *given, **named)

    def rename(self) -> None:
        """Write the heading again."""
        self.query_one(Heading).rename(self.named)

    def action_back(self) -> None:
        """Go back to the room before."""
        if len(self.app.screen_stack) > self._first_depth:
            self.dismiss()

    @property
    def _first_depth(self) -> int:
        """How deep the stack is in the first room: the unlock room lies below it."""
        return 2

    def refuse_readers(self) -> bool:
        """Say, and answer whether, this casebook is open for reading alone."""
        if not self.book.is_writer:
            from casebook.errors.opening import BookReadOnly

            self.show_fault(BookReadOnly())
        return not self.book.is_writer


def whose_desk(desk: Desk, *, is_invented: bool) -> Content:
    """Whose casebook this is, and who sits at it."""
    book = desk.book
    school = f"{book.school} (invented)" if is_invented else book.school
    mode = "" if book.is_writer else " · reading only"
    return line(f"{school} · {book.user.short}{mode}")
