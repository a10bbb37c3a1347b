"""Every deed in any order, by three people who take turns: what holds for ever holds throughout.

No closed case has an undecided duty, nobody holds the key to a case that is about them, no wish is
lost, and the ledger, read from its beginning, gives the tables.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casebook import clock
from casebook.casework import (
    actions,
    assessments,
    cases,
    corrections,
    decisions,
    destruction,
    drops,
    duties,
    holding,
    incidents,
    letters,
    matching,
    moving,
    notes,
    referrals,
    retention,
    supports,
    wishes,
)
from casebook.casework.case_file import CaseFile, of
from casebook.casework.people import accused_users, parts_of
from casebook.errors import CannotOpen, GivenWrong, Refused
from casebook.store import membership
from casebook.store.book import Book, open_book
from casebook.store.verify import verify_folder
from casebook.vault import fingerprints, slots
from tests.casework.conftest import FOUNDED, incident
from tests.school import WORDS

KINDS = ("pupil", "parent", "staff", "head", "dsl", "outsider")
CONCERNS = (
    "bullying-of-child",
    "bullying-of-adult",
    "low-level-concern",
    "harm-threshold-allegation",
    "copyright",
    "harassment-of-adult",
)
OUTCOMES = ("resolved", "unfounded", "substantiated", "no-further-action")
ROUTES = ("police", "lado", "parents", "head", "hr", "social-care")
NAMES = ("Ash Example-Test", "Bo Sample-Test", "Hector Sample", "Dilys Specimen")
MANY = 5
"""Cases that whoever sits there may read, at most."""
Done = TypeVar("Done")
NTH = st.integers(min_value=0, max_value=4)
"""Which of the cases that whoever sits there may read."""


@dataclass(frozen=True)
class Wished:
    """A wish that was recorded: it must be readable for as long as its case is."""

    case: str
    words: str


class Casework(RuleBasedStateMachine):
    """One casebook, in which one of three people works at a time."""

    template: Path
    folder: Path
    made = 0

    def __init__(self) -> None:
        """Copy the casebook, and let the DSL sit down."""
        super().__init__()
        Casework.made += 1  # a place of its own: an older state in the same one is told
        self.folder = self.folder / f"{Casework.made}.casebook"
        shutil.copytree(self.template, self.folder)
        self.travel = clock.travelling(FOUNDED + timedelta(hours=1))
        self.hand = self.travel.__enter__()
        self.book: Book = open_book(self.folder, "dsl", WORDS["dsl"])
        self.wished: list[Wished] = []
        self.log("bullying-of-child", ["pupil", "pupil"], list(NAMES))
        self.log("bullying-of-adult", ["parent", "staff"], list(NAMES))

    def teardown(self) -> None:
        """The ledger from its beginning gives the tables, for each of the three."""
        self.book.close()
        for user in WORDS:
            with open_book(self.folder, user, WORDS[user]) as book:
                for name in book.held:
                    found = verify_folder(self.folder, book)
                    told = [each for each in found.findings if each.severity == "fault"]
                    assert told == [], (name, told)
        self.travel.__exit__(None, None, None)

    def attempt(self, deed: Callable[..., Done], *given: object, **named: object) -> Done | None:
        """Do what a rule of casework may refuse; any other fault is one of ours."""
        try:
            return deed(*given, **named)
        except (Refused, GivenWrong, CannotOpen):
            return None

    def case(self, nth: int) -> str:
        """One of the cases that may be read here, else one that is not there."""
        found = sorted(each.case for each in cases.listed(self.book, "all"))
        return found[nth % len(found)] if found else "C-2026-0001"

    def read(self, case: str) -> CaseFile | None:
        """A case, where whoever sits there may read it."""
        found = self.attempt(of, self.book, case)
        return found[1] if found else None

    @precondition(lambda self: len(cases.listed(self.book, "all")) < MANY)
    @rule(
        concern=st.sampled_from(CONCERNS),
        kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2),
        names=st.permutations(NAMES),
    )
    def log(self, concern: str, kinds: list[str], names: list[str]) -> None:
        """Somebody reports something; what belongs elsewhere is left there sealed."""
        roles = ("alleged", "target")
        listed = [
            {"name": name, "kind": kind, "role": role}
            for name, kind, role in zip(names, kinds, roles, strict=False)
        ]
        said = incident(
            people=listed,
            concerns=[concern],
            happened_at=None,
            reported_by=None,
            known_at=clock.iso(clock.now()),
        )
        self.attempt(drops.hand_in, self.book, incidents.read(said))

    @rule(user=st.sampled_from(sorted(WORDS)))
    def sit_down(self, user: str) -> None:
        """Another person works from now on."""
        self.book.close()
        self.book = open_book(self.folder, user, WORDS[user])

    @rule(hours=st.integers(min_value=1, max_value=200))
    def wait(self, hours: int) -> None:
        """Time passes."""
        self.hand.set(self.hand.moment + timedelta(hours=hours))

    @rule(nth=NTH, concern=st.sampled_from(CONCERNS))
    def triage(self, nth: int, concern: str) -> None:
        """The case is triaged, perhaps otherwise than before."""
        case = self.case(nth)
        self.attempt(assessments.assess, self.book, case, concerns=[concern])

    @rule(nth=NTH, done=st.booleans(), many=st.booleans())
    def settle(self, nth: int, done: bool, many: bool) -> None:
        """Open actions are done, or ruled out: one, or all of them."""
        case = self.case(nth)
        listed = self.attempt(actions.listed, self.book, case, "open")
        found = listed if isinstance(listed, list) else []
        for each in found if many else found[:1]:
            if done:
                self.attempt(actions.do, self.book, each.id, "It was done.")
            else:
                self.attempt(
                    actions.rule_out,
                    self.book,
                    each.id,
                    "Not needed here.",
                    "Ola Officer-Test, LADO",
                )

    @rule(nth=NTH, answer=st.sampled_from(("yes", "no", "unsure")))
    def wish(self, nth: int, answer: str) -> None:
        """Somebody says what they want."""
        case = self.case(nth)
        words = f"Wish number {len(self.wished)}."
        kept = self.attempt(
            wishes.record,
            self.book,
            case,
            NAMES[0],
            "police",
            words,
            answer=answer,
            limits_explained=True,
        )
        if kept is not None:
            self.wished.append(Wished(case, words))

    @rule(nth=NTH)
    def answer_wishes(self, nth: int) -> None:
        """Everybody is told what comes of their wishes."""
        case = self.case(nth)
        file = self.read(case)
        for each in wishes.unanswered(file) if isinstance(file, CaseFile) else []:
            ref = each.reference
            self.attempt(wishes.answer, self.book, ref, "They were told.")

    @rule(nth=NTH)
    def override(self, nth: int) -> None:
        """A wish is gone against, or a second person agrees to that."""
        case = self.case(nth)
        file = self.read(case)
        if not isinstance(file, CaseFile):
            return
        for each in file.wishes[-1:]:
            ref = each.reference
            self.attempt(wishes.override, self.book, ref, "risk-to-child", "It was talked over.")
        for decided in file.decisions[-1:]:
            self.attempt(wishes.agree, self.book, decided.reference, "Agreed.")

    @rule(nth=NTH, route=st.sampled_from(ROUTES), advised=st.booleans())
    def contact(self, nth: int, route: str, advised: bool) -> None:
        """A route is taken, or advice is recorded."""
        case = self.case(nth)
        if advised:
            words = "Go on, and tell us."
            self.attempt(referrals.advice, self.book, case, route, "Ola Officer-Test", words)
        else:
            self.attempt(referrals.refer, self.book, case, route, words="Bare facts.")

    @rule(nth=NTH)
    def write(self, nth: int) -> None:
        """A note, a decision, an offer of help, a letter."""
        case = self.case(nth)
        self.attempt(notes.write, self.book, case, "Something was noted.")
        self.attempt(decisions.decide, self.book, case, "Wait.", "Nothing new yet.")
        self.attempt(supports.offer, self.book, case, NAMES[0], "A colleague.")
        self.attempt(letters.draft, self.book, case, "acknowledgement", NAMES[1])

    @rule(
        nth=NTH,
        field=st.sampled_from(("role", "person_kind", "name")),
        reading=st.sampled_from(("alleged", "bystander", "head", "dsl", "staff", *NAMES)),
    )
    def correct(self, nth: int, field: str, reading: str) -> None:
        """What was written of somebody is put right, even to what makes it about a holder."""
        case = self.case(nth)
        file = self.read(case)
        for person in file.people[:1] if isinstance(file, CaseFile) else []:
            ref = f"{case} {person.id}"
            self.attempt(corrections.correct, self.book, ref, field, reading, "It was misheard.")

    @rule(nth=NTH)
    def merge(self, nth: int) -> None:
        """Two people are taken for one."""
        case = self.case(nth)
        self.attempt(matching.merge, self.book, case, "P2", "P1", "They are one.")

    @rule(nth=NTH, user=st.sampled_from(sorted(WORDS)))
    def assign(self, nth: int, user: str) -> None:
        """An action is given to somebody."""
        case = self.case(nth)
        listed = self.attempt(actions.listed, self.book, case, "open")
        for each in listed[:1] if isinstance(listed, list) else []:
            self.attempt(actions.assign, self.book, each.id, user)

    @rule(nth=NTH, outcome=st.sampled_from(OUTCOMES))
    def bring_to_its_end(self, nth: int, outcome: str) -> None:
        """Everything that a case asks for is done at once, and it is closed."""
        concern = CONCERNS[nth % len(CONCERNS)]
        self.attempt(assessments.assess, self.book, self.case(nth), concerns=[concern])
        for route in ("lado", "police"):
            self.contact(nth, route, advised=True)
        self.settle(nth, done=True, many=True)
        self.answer_wishes(nth)
        self.close(nth, outcome)

    @rule(nth=NTH, outcome=st.sampled_from(OUTCOMES))
    def close(self, nth: int, outcome: str) -> None:
        """Somebody closes it, or proposes to."""
        case = self.case(nth)
        self.attempt(cases.close, self.book, case, outcome, "They were told.")

    @rule(nth=NTH, signs=st.booleans())
    def second(self, nth: int, signs: bool) -> None:
        """A second person signs, or sends it back."""
        case = self.case(nth)
        if signs:
            self.attempt(cases.approve, self.book, case)
        else:
            self.attempt(cases.send_back, self.book, case, "More is wanted.")

    @rule(nth=NTH)
    def reopen(self, nth: int) -> None:
        """A closed case is opened again."""
        case = self.case(nth)
        self.attempt(cases.reopen, self.book, case, "Something new came.")

    @rule(nth=NTH, lift=st.booleans())
    def hold(self, nth: int, lift: bool) -> None:
        """A legal hold begins, or ends."""
        case = self.case(nth)
        deed = retention.lift if lift else retention.hold
        self.attempt(deed, self.book, case, "The police wrote.")

    @rule(nth=NTH, to=st.sampled_from(("general", "staff", "governance")))
    def move(self, nth: int, to: str) -> None:
        """A case moves; its wishes move with it."""
        case = self.case(nth)
        moved = self.attempt(moving.move, self.book, case, to, "It belongs there.")
        if isinstance(moved, moving.MovedCase):
            self.wished = [
                Wished(moved.case, each.words) if each.case == moved.was else each
                for each in self.wished
            ]

    @precondition(lambda self: self.hand.moment.hour < 6)  # a deed that is done less often
    @rule(
        user=st.sampled_from(sorted(WORDS)),
        name=st.sampled_from(("general", "staff", "governance")),
        give=st.booleans(),
    )
    def hand_over(self, user: str, name: str, give: bool) -> None:
        """A compartment is given to somebody, or taken from them."""
        if give:
            words = self.spoken(user)
            self.attempt(holding.grant, self.book, user, name, words)
        else:
            self.attempt(membership.revoke, self.book, user, name)

    def spoken(self, user: str) -> str:
        """The six words that somebody reads aloud of their own key."""
        labels = {each.short: each for each in slots.listed(self.book.folder)}
        return fingerprints.of(labels[user].public.sign)

    @precondition(lambda self: self.hand.moment.year < 2040)
    @rule()
    def decades(self) -> None:
        """So much time passes that review days come."""
        self.hand.set(self.hand.moment.replace(year=2060))

    @rule(nth=NTH, agree=st.booleans())
    def destroy(self, nth: int, agree: bool) -> None:
        """A case whose time has come is destroyed by two people."""
        case = self.case(nth)
        done: object
        if agree:
            done = self.attempt(destruction.agree, self.book, case)
        else:
            who = "Ola Officer-Test, minute 14"
            done = self.attempt(destruction.propose, self.book, case, "Its time.", who)
        if isinstance(done, destruction.Certificate):
            self.wished = [each for each in self.wished if each.case != done.case]

    def files(self) -> list[CaseFile]:
        """Every case that whoever sits there may read."""
        found = []
        for status in ("open", "closed"):
            found += [of(self.book, each.case)[1] for each in cases.listed(self.book, status)]
        return found

    @invariant()
    def what_holds_for_ever(self) -> None:
        """As far as whoever sits there may read; each case is read once for all of it."""
        files = self.files()
        for file in files:
            if file.case.status == "closed":
                no_undecided_duty(file)
            about = {each.short for each in accused_users(self.book, parts_of(file))}
            holders = {each.short for each in self.book.holders(file.compartment)}
            assert not about & holders, (file.case.reference, about & holders)
        readable = {file.case.reference: file for file in files}
        for each in self.wished:
            if each.case in readable:
                assert each.words in {one.words for one in readable[each.case].wishes}


def no_undecided_duty(file: CaseFile) -> None:
    """A closed case has none, nor a group of which nothing was done, nor an unanswered wish."""
    assert [each.reference for each in file.actions if undecided(file, each)] == []
    assert not duties.open_groups(file.duties)
    assert not wishes.unanswered(file)


def undecided(file: CaseFile, action: object) -> bool:
    """Whether an action of a case is still undecided; a group counts as a whole."""
    return action.duty != "one-of" and duties.is_undecided(file.duties, action)  # type: ignore[attr-defined,arg-type]


def test_every_deed_in_any_order(template: Path, tmp_path: Path, long_run: bool) -> None:
    class Here(Casework):
        """The same, in this test's own folder."""

    Here.template, Here.folder = template, tmp_path
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=200 if long_run else 4,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_watch_sees_a_key_in_the_wrong_hands(template: Path, tmp_path: Path) -> None:
    """The control: a grant behind casework's back is told."""

    class Broken(Casework):
        """Where somebody is let in without being asked whom the cases are about."""

        @rule(user=st.sampled_from(("dsl", "head")))
        def let_in(self, user: str) -> None:
            """Give staff to anybody."""
            words = self.spoken(user)
            self.attempt(membership.grant, self.book, user, "governance", words)

    Broken.template, Broken.folder = template, tmp_path
    machine = Broken()
    machine.sit_down("chair")
    machine.log("harm-threshold-allegation", ["head"], list(NAMES))
    machine.what_holds_for_ever()
    machine.let_in("head")
    with pytest.raises(AssertionError):
        machine.what_holds_for_ever()
    machine.teardown()
