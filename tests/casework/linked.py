"""An invented school whose cases have people, handles and addresses in common."""

from pathlib import Path
from typing import Any

from casebook import clock
from tests.casework.conftest import AFTERNOON, logged, sitting

HANDLE = "@Night.Owl77"
WORKER = "Wanda Quill-Test"
ADDRESS = "https://www.gatepost.example/Otters/"


def pupil(name: str, **more: object) -> list[dict[str, Any]]:
    """One pupil to whom it happened."""
    return [{"name": name, "kind": "pupil", "role": "target", **more}]


def begin(folder: Path) -> None:
    """What the DSL logged, all of it in general: C-2026-0001 and what others share with it."""
    with clock.travelling(AFTERNOON), sitting(folder, "dsl") as book:
        logged(
            book,
            title="The first",
            site={"platform": "Gatepost", "handle": HANDLE, "account_id": "991", "url": ADDRESS},
            people=pupil("Otto Pebble-Test"),
            reported_by={"name": "Mona Harbour-Test", "kind": "parent"},
        )
        quiet: dict[str, Any] = {"reported_by": {"name": "", "kind": "unknown"}}
        logged(book, site={"handle": "night.owl77"}, people=[], title="Same handle", **quiet)
        logged(book, site={"handle": "night_0w1 77"}, people=[], title="Alike", **quiet)
        logged(book, site={"url": "http://gatepost.example/otters"}, people=[], **quiet)
        logged(book, site={"platform": "GATEPOST"}, people=[], title="Site alone", **quiet)
        logged(book, site={"platform": "Elsewhere"}, people=pupil("Otto Pebble-Tess"), **quiet)
        logged(book, site={"platform": "Nowhere"}, people=pupil("Nobody Like-Test"), **quiet)
        for born in ("2015-01-01", "2014-03-03"):
            logged(book, site={}, people=pupil("Robin Twin-Test", born=born), **quiet)
        logged(book, site={}, people=pupil("robin  twin-test"), title="Either", **quiet)
        logged(book, site={}, people=pupil("Mona Harbour-Test"), title="The reporter", **quiet)


def add_hidden(folder: Path) -> None:
    """What the head logged in staff, about somebody who works there, the same handle in it."""
    with clock.travelling(AFTERNOON), sitting(folder, "head") as book:
        for known in ("2024-12-10", "2026-02-01", "2026-10-10"):
            logged(
                book,
                title=f"Known on {known}",
                known_at=f"{known}T09:00:00+00:00",
                happened_at=None,
                site={"platform": "Gatepost", "handle": HANDLE},
                people=[
                    *pupil("Otto Pebble-Test"),
                    {"name": WORKER, "kind": "staff", "role": "alleged"},
                ],
                concerns=["low-level-concern"],
            )
