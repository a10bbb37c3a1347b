"""The main job, walked through from end to end, each step checked by reading back what it left.

A teaching assistant is mocked by parents in their group. She wants it written down and the head
told, and not the police; later she changes her mind. The rules are: what a step claims is read
again from the casebook, as another person where there is one; a step that did not hold ends the
walk.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from casebook import clock
from casebook.bundles.checking import check
from casebook.casework import (
    actions,
    cases,
    decisions,
    exhibits,
    referrals,
    releases,
    wishes,
)
from casebook.casework.views import ExhibitLine, ReferralView
from casebook.clock import Hand
from casebook.demonstration import deeds
from casebook.demonstration.scene import Scene
from casebook.demonstration.school import Demonstration, Say
from casebook.errors import CasebookError
from casebook.errors.rules import ClosureRefused, ImageryGate, WishStands
from casebook.store.book import Book
from casebook.store.verify import verify_folder

MINUTES = 20
"""How long before the present the walk begins, unless that was yesterday."""

SERIOUS = 3
"""The severity that several days of it come to."""
POLICE_REFERENCE = "HBR-TEST-4410"
TARGET = "Wilma Halfpenny-Test"
DSL, HEAD = "dsl", "head"


@dataclass(frozen=True)
class Step:
    """One step of the main job, and whether it held."""

    name: str
    did: str
    """What was done, and what was found on reading back."""
    held: bool


@dataclass
class Walk:
    """One walk through the main job."""

    made: Demonstration
    hand: Hand
    scene: Scene
    case: str = ""
    files: list[Path] = field(default_factory=list)
    exported: releases.Exported | None = None

    def steps(self) -> Iterator[Step]:
        """Every step, in order; the first that does not hold is the last."""
        for name, deed in (
            ("record", self._record),
            ("lodge", self._lodge),
            ("triage", self._triage),
            ("act", self._act),
            ("review", self._review),
            ("close", self._close),
            ("export", self._export),
            ("verify", self._verify),
        ):
            self.hand.advance(minutes=1)
            try:
                did, held = deed()
            except CasebookError as fault:
                did, held = f"{fault.message} [{fault.code}]", False
            yield Step(name, did, held)
            if not held:
                return

    def _record(self) -> tuple[str, bool]:
        """She tells it, with her wishes; the DSL writes it down."""
        with self.made.opened(DSL) as book:
            self.case = deeds.log(book, **_incident())
        with self.made.opened(HEAD, write=False) as book:
            view = cases.shown(book, self.case)
        wanted = {(each.about, each.answer) for each in view.wishes}
        held = (
            view.incidents[0].site["place"] == "group Otters Class Natter"
            and wanted == {("recording", "yes"), ("head", "yes"), ("police", "no")}
            and view.severity is None
        )
        return f"{self.case} opened, with what happened, where, and her three wishes.", held

    def _lodge(self) -> tuple[str, bool]:
        """What she brought is lodged after the imagery question; unanswered, nothing is touched."""
        self.files = _brought(self.scene)
        with self.made.opened(DSL) as book:
            with suppress(ImageryGate):
                _lodge(book, self.case, self.files, "unsure")
            gate_held = not cases.shown(book, self.case).exhibits
            lodged = _lodge(book, self.case, self.files, "no")
        with self.made.opened(HEAD) as book, tempfile.TemporaryDirectory() as folder:
            copies = [
                exhibits.write_copy(book, self.case, each.reference, Path(folder)).read_bytes()
                for each in lodged
            ]
        brought = [each.read_bytes() for each in self.files]
        hashes = [hashlib.sha256(each).hexdigest() for each in brought]
        held = gate_held and copies == brought and [each.sha256 for each in lodged] == hashes
        marks = ", ".join(each.reference for each in lodged)
        return f"{marks} sealed and read back byte for byte; an unsure answer kept them out.", held

    def _triage(self) -> tuple[str, bool]:
        """A few answers; what the policy asks, by when, and why."""
        with self.made.opened(DSL) as book:
            deeds.assess(
                book, self.case, "bullying-of-adult", "parent-post", signs=("malicious", "repeated")
            )
        with self.made.opened(HEAD, write=False) as book:
            kept = cases.shown(book, self.case).assessments[-1]
            due = {each.route: each.duty for each in actions.listed(book, self.case, "open")}
        held = (
            kept.severity == SERIOUS
            and kept.wishes == "victim-decides"
            and due.get("head") == "must"
            and due.get("police") == "consider"
            and all(each["because"] for each in kept.routes)
        )
        said = f"severity {kept.severity}, {kept.severity_name}; {len(due)} routes, each with its"
        return f"{said} rule and source; the police are for her to decide.", held

    def _act(self) -> tuple[str, bool]:
        """The head is told, she is supported; the police only once she wants it."""
        with self.made.opened(DSL) as book:
            deeds.done(book, self.case, "head", "Told in person.", with_whom="Hal Quayside-Test")
            try:
                _to_the_police(book, self.case)
                refused = False
            except WishStands:
                refused = True
            deeds.done(book, self.case, "union", "Named to her, with a colleague to go along.")
            deeds.done(book, self.case, "platform", "Reported.", reference="GP-TEST-7781")
            deeds.done(book, self.case, "governors", "The chair wrote to both parents.")
            deeds.done(book, self.case, "complaints", "They were shown the way to complain.")
            deeds.ruled_out(book, self.case, "legal", "She wants it to stop, no more.", "Head")
            self.hand.advance(minutes=1)
            wishes.record(
                book,
                self.case,
                TARGET,
                "police",
                "It has started again. I want the police to know now.",
                answer="yes",
                limits_explained=True,
            )
            referred = _to_the_police(book, self.case)
        with self.made.opened(HEAD, write=False) as book:
            left = actions.listed(book, self.case, "open")
        held = refused and referred.their_reference == POLICE_REFERENCE and not left
        return "All done or ruled out; the police only after she changed her mind.", held

    def _review(self) -> tuple[str, bool]:
        """Closing is refused with its list, then proposed; the head finds it waiting."""
        with self.made.opened(DSL) as book:
            try:
                cases.close(book, self.case, "upheld")
                missing: set[str] = set()
            except ClosureRefused as fault:
                missing = {each["missing"] for each in fault.details}
            for wish in cases.shown(book, self.case).wishes:
                wishes.answer(book, wish.reference, "What the school did, and will do.")
            for each in cases.shown(book, self.case).exhibits:
                exhibits.dispose(book, self.case, each.reference, "held", "For the police.")
            why = "Two parents, four days, and a rumour made up on purpose."
            decisions.decide(book, self.case, "A pattern, not a joke", why)
            told = "She was told today, by the DSL, what was done and what follows."
            proposed = cases.close(book, self.case, "upheld", told)
        with self.made.opened(HEAD, write=False) as book:
            waiting = {each.case for each in cases.today(book).waiting}
        held = (
            {"wish-unanswered", "exhibit-without-disposal", "reporter-not-told"} <= missing
            and proposed.status == "awaiting-second"
            and self.case in waiting
        )
        return "Closing was refused with its list, then proposed; it waits for the head.", held

    def _close(self) -> tuple[str, bool]:
        """The head signs with a key of their own."""
        with self.made.opened(HEAD) as book:
            closed = cases.approve(book, self.case)
        with self.made.opened(DSL, write=False) as book:
            closing = cases.shown(book, self.case).closings[-1]
        held = closed.status == "closed" and (closing.proposed_by, closing.seconded_by) == (
            DSL,
            HEAD,
        )
        return "Closed: proposed by the DSL, signed by the head.", held

    def _export(self) -> tuple[str, bool]:
        """A bundle for the police, sealed, its words kept apart."""
        with self.made.opened(DSL) as book:
            preview = releases.preview(book, self.case, "police")
            self.exported = deeds.exported(
                book,
                self.case,
                "police",
                self.made.bundles,
                purpose="Investigation of malicious communications",
                basis="Prevention and detection of crime; at the wish of the person concerned",
                recipient="PC Lark-Test, Harbour Test Constabulary",
            )
        with self.made.opened(HEAD, write=False) as book:
            release = cases.shown(book, self.case).releases[-1]
        held = len(preview.exhibits) == len(self.files) == len(release.exhibits)
        return f"{self.exported.bundle_id} with {len(release.exhibits)} exhibits, sealed.", held

    def _verify(self) -> tuple[str, bool]:
        """The bundle and the casebook are what was signed; one changed byte is found."""
        if self.exported is None:
            return "There is no bundle.", False
        bundle, words = Path(self.exported.bundle), self.exported.words
        whole = check(bundle, self.exported.fingerprint, words).verdict
        with tempfile.TemporaryDirectory() as folder:
            altered = Path(shutil.copy(bundle, folder))
            data = bytearray(altered.read_bytes())
            data[len(data) // 2] ^= 1
            altered.write_bytes(data)
            broken = check(altered, self.exported.fingerprint, words).verdict
        with self.made.opened(HEAD, write=False) as book:
            kept = verify_folder(self.made.casebook, book)
        held = (whole, broken, kept.verdict) == ("unchanged", "changed", "unchanged")
        said = f"bundle {whole}, the same with one bit turned {broken}, casebook {kept.verdict}"
        return f"{said}: {kept.entries} signed entries, {kept.exhibits} exhibits.", held


def walk(made: Demonstration, say: Say) -> list[Step]:
    """Walk the main job in the school that was `made`, saying each step as it is done."""
    now = clock.now()
    midnight = datetime.combine(now.date(), time(), clock.LONDON)
    began = max(Scene(now, made.folder, made.folder).ago(minutes=MINUTES), midnight)
    done: list[Step] = []
    props = Path(tempfile.mkdtemp(prefix="casebook-props-"))
    try:
        with clock.travelling(began) as hand:
            for step in Walk(made, hand, Scene(now, props, made.bundles)).steps():
                done.append(step)
                say(f"{step.name:<7} {'held' if step.held else 'DID NOT HOLD'}: {step.did}")
    finally:
        shutil.rmtree(props, ignore_errors=True)
    return done


def _incident() -> dict[str, object]:
    """What she came with."""
    return {
        "title": "Parents mock a teaching assistant in their group",
        "summary": "Two parents mock a teaching assistant in a class group, over several days.",
        "words": "They laugh at how I walk, and now they do it at the gate as well.",
        "happened_at": clock.iso(clock.now()),
        "precision": "about",
        "known_at": clock.iso(clock.now()),
        "medium": "instant-message",
        "site": {
            "platform": "Gatepost",
            "place": "group Otters Class Natter",
            "audience": "27 parents",
        },
        "reported_by": {"name": TARGET, "kind": "staff"},
        "people": [
            {"name": TARGET, "kind": "staff", "role": "target", "age": 41},
            {"name": "Marlow Teacup-Test", "kind": "parent", "role": "alleged"},
            {"name": "Otto Biscuit-Test", "kind": "parent", "role": "alleged"},
        ],
        "concerns": ["bullying-of-adult"],
        "wishes": [
            _wish("recording", "I want it written down.", "yes"),
            _wish("head", "The head should know.", "yes"),
            _wish("police", "Not the police, please.", "no"),
        ],
    }


def _wish(about: str, words: str, answer: str) -> dict[str, object]:
    """One of her wishes."""
    return {
        "whose": TARGET,
        "about": about,
        "words": words,
        "answer": answer,
        "limits_explained": True,
    }


def _brought(scene: Scene) -> list[Path]:
    """Three pictures of the group, and the chat as it was saved."""
    said = ("Queen of the Wobbles", "Wobble number one", "Put it about and see")
    pictures = [
        scene.picture(f"group-{number}", "Gatepost: Otters Class Natter", line)
        for number, line in enumerate(said, start=1)
    ]
    chat = scene.text(
        "chat.txt", *(f"17:5{number} Marlow: {line}" for number, line in enumerate(said))
    )
    return [*pictures, chat]


def _lodge(book: Book, case: str, files: list[Path], imagery: str) -> list[ExhibitLine]:
    """Lodge what she brought, under an answer to the imagery question."""
    return exhibits.lodge(
        book,
        case,
        files,
        imagery=imagery,
        captured_at=clock.now(),
        captured_by=TARGET,
        source="her own telephone, the group Otters Class Natter",
        device="her own telephone",
    )


def _to_the_police(book: Book, case: str) -> ReferralView:
    """Take it to the police."""
    return referrals.refer(
        book,
        case,
        "police",
        agency="Harbour Test Constabulary",
        person="the front desk, on 101",
        words="Four days of messages; she agrees.",
        reference=POLICE_REFERENCE,
    )
