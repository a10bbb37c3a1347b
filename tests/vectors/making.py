"""How the golden casebook of the present format and schema is made, once, then never again.

`python -m tests.vectors.making` writes `format-N-schema-M.zip` and its `.json` beside this page,
and refuses where they are there. All people are invented; the passphrases are test data.
"""

import json
import random
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from casebook import clock
from casebook.casework import exhibits, incidents, letters, notes, supports
from casebook.store import membership
from casebook.store.book import open_book
from casebook.store.founding import Founded, Founder, School, create
from casebook.store.membership import Newcomer
from casebook.vault import grants, keys, layout, slots
from casebook.vault.argon2 import FLOOR
from tests.vectors import golden

WORDS = {
    "dsl": "harbour teapot lantern gravel sixteen",
    "head": "pencil meadow trumpet oyster ribbon",
    "chair": "walnut ferry sandal compass attic",
    "deputy": "Übung hilft: mañana ist früh genug",
}
"""The passphrases; the deputy's has letters that two keyboards write in two ways."""

NAMES = {"dsl": "Dilys Specimen", "head": "Hector Sample", "chair": "Chandra Example"}
ACCUSED = {"name": "Morris Madeup-Test", "kind": "staff", "role": "alleged"}
MATTERS = (
    (
        "dsl",
        {
            "title": "Mocked in an invented group",
            "words": "Zwölf mal, sagt sie.",
            "near_miss": False,
        },
    ),
    ("head", {"title": "An invented complaint", "words": "He shouted.", "people": [ACCUSED]}),
)
"""Who logs what: the second goes where only the head reads."""

PICTURE = random.Random(1).randbytes(70_000)


def made(folder: Path, hand: clock.Hand) -> tuple[Founded, list[dict[str, str]]]:
    """Make the casebook and work in it; gives how it was founded and what was recorded."""
    founders = [Founder(each, each, WORDS[each], NAMES[each]) for each in NAMES]
    founded = create(folder, School("Harbour Test School"), founders, cost=FLOOR)
    recorded = []
    for user, matter in MATTERS:
        hand.advance(hours=1)
        with open_book(folder, user, WORDS[user]) as book:
            known = clock.iso(clock.now())
            logged = incidents.log(book, incidents.read(matter | {"known_at": known}))
            hand.advance(minutes=5)
            notes.write(book, logged.case, f"Kept by {user}.")
            letters.draft(book, logged.case, "acknowledgement", "Ash Specimen-Test")
            supports.offer(book, logged.case, "Ash Specimen-Test", "A named colleague.")
        recorded.append({"user": user, "case": logged.case, "compartment": logged.compartment})
    with open_book(folder, "dsl", WORDS["dsl"]) as book, tempfile.TemporaryDirectory() as given:
        picture = Path(given) / "screen.bin"
        picture.write_bytes(PICTURE)
        exhibits.lodge(
            book,
            recorded[0]["case"],
            [picture],
            imagery="no",
            captured_at=clock.now(),
            captured_by="Penny Tester",
            source="an invented page",
        )
        hand.advance(days=1)
        deputy = Newcomer("deputy", "deputy-dsl", WORDS["deputy"], "Dora Invented")
        membership.take_in(book, deputy, FLOOR)
        membership.grant(book, "deputy", "general")
        notes.write(book, recorded[0]["case"], "Kept under the second key.")
    return founded, recorded


def database_keys(folder: Path) -> dict[str, bytes]:
    """The key of each database, by its path."""
    place, found = layout.at(folder), {}
    holders = {"general": "dsl", "staff": "head", "governance": "chair"}
    for name, user in holders.items():
        identity = slots.open_slot(place, user, WORDS[user])
        bound = grants.context(place.casebook_id, name, place.head(name).generation)
        trusted = slots.trusted(place, identity)
        key = grants.open_key(place.grants(name), identity, bound, trusted)
        path = place.database(name).relative_to(folder).as_posix()
        found[path] = bytes.fromhex(keys.database_key(key))
    return found


def main() -> None:
    """Make it, pack it, and write down what is in it."""
    target = golden.HERE / f"{golden.PRESENT}.zip"
    if target.exists():
        raise SystemExit("It was made, and is kept as it is.")
    with (
        tempfile.TemporaryDirectory() as scratch,
        clock.travelling(datetime(2026, 11, 16, 9, 30, tzinfo=UTC)) as hand,
    ):
        folder = Path(scratch) / "Harbour Test.casebook"
        founded, recorded = made(folder, hand)
        golden.pack(folder, target, database_keys(folder))
        about = {
            "about": "An invented school. Made by tests/vectors/making.py; never made again.",
            "casebook": founded.casebook_id,
            "passphrases": WORDS,
            "recovery": {each.kind: each.code for each in founded.recovery},
            "recorded": recorded,
            "exhibit": "70,000 bytes of Python's random.Random(1).randbytes",
        }
    text = json.dumps(about, ensure_ascii=False, indent=1)
    target.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
