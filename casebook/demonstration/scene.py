"""Where and when the stories play: days before today, things to lodge, places to write to."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from casebook import clock
from casebook.demonstration import drawing
from casebook.workingdays import is_working_day

CALENDAR = "england-and-wales"


@dataclass(frozen=True)
class Scene:
    """What every story is told against."""

    now: datetime
    """The moment at which the demonstration is made."""
    props: Path
    """A private folder for the things that people bring; it is removed afterwards."""
    bundles: Path
    """Where bundles are written."""

    def back(self, days: int, at: str) -> datetime:
        """`at` o'clock, as in `15:40`, on the working day that lies `days` working days back."""
        day = clock.local(self.now).date()
        left = days
        while left:
            day -= timedelta(days=1)
            left -= is_working_day(day, CALENDAR)
        return datetime.combine(day, time.fromisoformat(at), clock.LONDON)

    def ago(self, **span: float) -> datetime:
        """The moment that lies a `timedelta`'s keyword arguments before the present one."""
        return self.now - timedelta(**span)

    def picture(self, name: str, *lines: str) -> Path:
        """A plain labelled rectangle, standing for the picture somebody brought."""
        return self._prop(f"{name}.png", drawing.labelled(lines))

    def text(self, name: str, *lines: str) -> Path:
        """A text file, such as a chat that was saved."""
        return self._prop(name, "\n".join([*lines, ""]).encode())

    def _prop(self, name: str, data: bytes) -> Path:
        """A file in the folder of props."""
        path = self.props / name
        path.write_bytes(data)
        return path
