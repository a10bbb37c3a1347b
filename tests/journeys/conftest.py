"""A school at the beginning of November 2026, and the command line at which its people work.

A journey moves the clock, runs commands as one person or another, and reads what they answer; it
touches nothing inside the program. Each one works in a copy of a casebook that was founded once.
"""

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from casebook import clock
from casebook.clock import Hand
from casebook.store.founding import School as Founding
from tests.cli.conftest import Desk, Ran, Run, own_places, run
from tests.school import WORDS, found

__all__ = ["own_places", "run"]

BEGINNING = datetime(2026, 11, 2, 8, 0, tzinfo=clock.LONDON)
"""A Monday: term has begun again, and no casebook is older."""


class Line(NamedTuple):
    """One line of a printed chronology."""

    at: str
    said: str
    who: str
    reference: str


@dataclass(frozen=True)
class School:
    """A school with a DSL, a head and a chair, each of whom works with passphrase and `--json`."""

    desk: Desk
    hand: Hand
    folder: Path
    """Everything of this journey: the casebook, the home of whoever works, papers on a desk."""

    @property
    def casebook(self) -> Path:
        """The casebook's folder."""
        return self.desk.made

    @property
    def home(self) -> Path:
        """The home folder of whoever works."""
        return self.folder / "home"

    def at(self, moment: str) -> None:
        """Move the clock on to a moment of London's, such as `2026-11-17T15:15`."""
        then = datetime.fromisoformat(moment).replace(tzinfo=clock.LONDON)
        assert then >= self.hand.moment, "a story goes forwards"
        self.hand.set(then)

    def ran(self, user: str, *arguments: object, stdin: str = "") -> Ran:
        """Run a command as `user`."""
        return self.desk(*arguments, user=user, stdin=stdin)

    def done(self, user: str, *arguments: object, stdin: str = "") -> dict[str, Any]:
        """Run a command that must succeed; answers its JSON object."""
        ran = self.ran(user, *arguments, stdin=stdin)
        assert (ran.status, ran.data["ok"]) == (0, True), ran.out
        return ran.data

    def refused(
        self, user: str, code: str, *arguments: object, stdin: str = "", status: int = 1
    ) -> dict[str, Any]:
        """Run a command that must be refused with `code`; answers what it said."""
        ran = self.ran(user, *arguments, stdin=stdin)
        assert (ran.status, ran.error["code"]) == (status, code), ran.out
        assert all(ran.error[part] for part in ("message", "written", "next"))
        return ran.error

    def says(self, user: str, *arguments: object) -> str:
        """What a command prints for a person."""
        ran = self.desk.run(*self.desk.as_(user), *arguments)
        assert ran.status == 0, ran.err
        return ran.out

    def log(self, user: str, *more: object, **incident: object) -> dict[str, Any]:
        """Log an incident that the school comes to know now; answers what `log` answers."""
        said = {"known_at": clock.iso(clock.now())} | incident
        return self.done(user, "log", "-", *more, stdin=json.dumps(said))

    def routes(self, user: str, case: str) -> dict[str, dict[str, Any]]:
        """Each action of a case by its route."""
        return {each["route"]: each for each in self.done(user, "actions", case)["actions"]}

    def duties(self, user: str, case: str) -> dict[str, tuple[str, str]]:
        """The duty of each route of a case, and by when, to the minute in London's time."""
        return {
            route: (each["duty"], each["due"][:16])
            for route, each in self.routes(user, case).items()
        }

    def action(self, user: str, case: str, route: str) -> str:
        """The reference of a route's action."""
        return str(self.routes(user, case)[route]["id"])

    def do(self, user: str, case: str, route: str, outcome: str, *more: object) -> dict[str, Any]:
        """Do the action of a route."""
        return self.done(user, "do", self.action(user, case, route), "--outcome", outcome, *more)

    def rule_out(self, user: str, case: str, route: str, reason: str, authority: str) -> None:
        """Rule the action of a route out."""
        said = ("--reason", reason, "--authority", authority)
        self.done(user, "rule-out", self.action(user, case, route), *said)

    def chronology(self, user: str, case: str) -> list[Line]:
        """The printed chronology of a case: as a program reads it, and word for word on paper."""
        lines = self.done(user, "chronology", case)["lines"]
        paper = " ".join(self.says(user, "chronology", case).split())
        for each in lines:
            assert each["reference"] in paper
            for word in each["said"].splitlines()[0].split():
                assert word in paper
        return [Line(each["at"], each["said"], each["who"], each["reference"]) for each in lines]

    def told_in_order(self, user: str, case: str, *pieces: str) -> list[Line]:
        """The lines of the printed chronology in which `pieces` stand, which come in this order."""
        left, found = self.chronology(user, case), []
        for piece in pieces:
            at = next((at for at, line in enumerate(left) if piece in line.said), None)
            assert at is not None, f"not told after the line before: {piece}\n{left}"
            found.append(left[at])
            left = left[at + 1 :]
        return found

    def unchanged(self, *users: str) -> None:
        """Check that the signed ledgers prove every part that these people hold."""
        for user in users:
            answer = self.done(user, "verify")
            assert answer["verdict"] == "unchanged", answer["findings"]

    def paper(self, name: str, content: str | bytes) -> Path:
        """A file on the desk, outside the casebook."""
        path = self.folder / "desk" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


SchoolOf = Callable[..., School]


@pytest.fixture(scope="session")
def casebooks(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Founding], Path]:
    """Founds each kind of school once: making its keys is what takes long."""
    made: dict[Founding, Path] = {}
    place = tmp_path_factory.mktemp("schools")

    def founded(school: Founding) -> Path:
        if school not in made:
            folder = place / str(len(made)) / f"{school.name}.casebook"
            folder.parent.mkdir()
            with clock.travelling(BEGINNING):
                made[school] = found(folder, school)
        return made[school]

    return founded


@pytest.fixture
def hand() -> Iterator[Hand]:
    """The clock, stopped at the beginning."""
    with clock.travelling(BEGINNING) as moving:
        yield moving


@pytest.fixture
def school_of(
    run: Run, hand: Hand, casebooks: Callable[[Founding], Path], tmp_path: Path
) -> SchoolOf:
    """A school that goes by the policy of a profile, with nothing in its casebook yet."""

    def opened(profile: str, **more: Any) -> School:  # noqa: ANN401 - what founding takes
        founding = dataclasses.replace(Founding(f"{profile.title()} Test School", profile), **more)
        template = casebooks(founding)
        made = Path(shutil.copytree(template, tmp_path / template.name))
        files = {user: tmp_path / f"{user}.txt" for user in WORDS}
        for user, words in WORDS.items():
            files[user].write_text(f"{words}\n", encoding="utf-8")
        return School(Desk(run, made, files), hand, tmp_path)

    return opened


@pytest.fixture
def st_nicholas(school_of: SchoolOf) -> School:
    """A school under St Nicholas's policy: the governors write to parents."""
    return school_of("st-nicholas")


@pytest.fixture
def ashgrove(school_of: SchoolOf) -> School:
    """A school under Ashgrove's policy: parents are asked in first."""
    return school_of("ashgrove")


@pytest.fixture
def coton(school_of: SchoolOf) -> School:
    """A school under Coton's policy: the head hears of pupils' contacts, governors approve."""
    return school_of("coton")


@pytest.fixture
def rosewood(school_of: SchoolOf) -> School:
    """A school under Rosewood's policy, with its lists of misuse."""
    return school_of("rosewood")


@pytest.fixture
def crofton(school_of: SchoolOf) -> School:
    """A school under Crofton's policy."""
    return school_of("crofton")
