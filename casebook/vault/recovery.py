"""Recovery sheets: one more holder of the keys, whose passphrase is a code on paper."""

from dataclasses import dataclass

from casebook import clock
from casebook.errors import IntegrityFailure
from casebook.errors.integrity import CostRefused, SlotDamaged
from casebook.errors.opening import RecoveryCodeUnknown, WrongPassphrase
from casebook.vault import codes, slots
from casebook.vault.argon2 import SETTLED, Cost
from casebook.vault.layout import CasebookFolder
from casebook.vault.people import Identity, new_identity

KINDS = {
    "school": "the general and the staff compartment",
    "governance": "every compartment, governance too",
}
"""What each kind of sheet opens."""

ROLE = "recovery-"
"""What the role and the short name of a sheet's slot begin with."""

WARNING = (
    "Whoever has this code and a copy of the casebook can read what it opens.",
    "No one can make it again. Every use of it is written into the casebook.",
)
"""What stands beneath the code."""

_NEEDED = "Nobody remembers a passphrase, or the only person who does has left."

_STEPS = (
    (
        "At the command line: casebook recover --for dsl",
        "(or the short name of whoever is to be let in). It asks for the code:",
        "small letters will do, O counts as 0, I and L count as 1.",
    ),
    ("Then make a new sheet: casebook recover --renew {kind}",),
    ("Destroy this one.",),
)
"""What to do when it is needed, each step in lines that fit on paper."""

_WHERE = {
    "school": ("In a signed and sealed envelope in the head's safe.",),
    "governance": (
        "In a signed and sealed envelope with the clerk to the governors,",
        "or with the trust: never where the head or the DSL can reach it.",
    ),
}

_APART = "Not with the computer, and not in a photograph or an e-mail."
_YEARLY = "Once a year: check the seal, and rehearse: casebook recover --drill"


@dataclass(frozen=True, repr=False)
class Paper:
    """What a sheet says, for the text and for the page alike."""

    kind: str
    code: str
    school: str
    casebook: str
    """Its number, in groups."""
    made: str

    @property
    def opens(self) -> str:
        """What it opens, in words."""
        return KINDS[self.kind]

    @property
    def rows(self) -> list[str]:
        """The code as it is printed: three groups a line."""
        groups = self.code.split("-")
        return ["   ".join(groups[at : at + 3]) for at in (0, 3, 6)]

    @property
    def needed(self) -> str:
        """When it is needed."""
        return _NEEDED

    @property
    def steps(self) -> list[list[str]]:
        """What to do then."""
        return [[line.format(kind=self.kind) for line in each] for each in _STEPS]

    @property
    def where(self) -> list[str]:
        """Where to keep it, and what to do with it once a year."""
        return [*_WHERE[self.kind], _APART, _YEARLY]

    @property
    def text(self) -> str:
        """The sheet as plain text."""
        steps = [
            line if place else f"{number}. {line}"
            for number, each in enumerate(self.steps, 1)
            for place, line in enumerate(each)
        ]
        lines = [
            f"{'RECOVERY SHEET':<57}KEEP LOCKED AWAY",
            "=" * 73,
            "",
            f"School          {self.school}",
            f"Casebook        {self.casebook}",
            f"Made            {self.made}",
            f"This sheet      {self.kind}: it opens {self.opens}",
            *("", "THE CODE", ""),
            *(f"    {row}" for row in self.rows),
            *("", *WARNING),
            *("", "WHEN IT IS NEEDED", self.needed),
            *(line if line[0].isdigit() else f"   {line}" for line in steps),
            *("", "WHERE TO KEEP IT", *self.where),
        ]
        return "\n".join(lines) + "\n"


def new_sheet(kind: str) -> tuple[Identity, str]:
    """A recovery identity of this kind (`school`, `governance`), and its code as printed."""
    if kind not in KINDS:
        raise ValueError("no such kind of sheet")
    return new_identity(ROLE + kind, ROLE + kind), codes.spelt(codes.new())


def write(
    folder: CasebookFolder,
    identity: Identity,
    code: str,
    cost: Cost = SETTLED,
    *,
    voucher: Identity | None = None,
) -> None:
    """Keep the keys of a recovery identity under its code; raises RecoveryCodeMistyped."""
    slots.write_secret(folder, identity, codes.read(code), cost, voucher=voucher)


def open_sheet(folder: CasebookFolder, code: str) -> Identity:
    """The recovery identity that this code opens.

    Raises RecoveryCodeMistyped before any work; RecoveryCodeUnknown when it opens none of the
    sheets here; SlotsMissing; SlotDamaged and CostRefused as opening a person does.
    """
    secret = codes.read(code)
    slots.require_any(folder)
    unusable: list[IntegrityFailure] = []
    for label in slots.listed(folder):
        if label.role.startswith(ROLE):
            try:
                return slots.open_secret(folder, label.uid, secret)
            except WrongPassphrase:
                continue
            except (SlotDamaged, CostRefused) as fault:
                unusable.append(fault)
    raise unusable[0] if unusable else RecoveryCodeUnknown


def paper(folder: CasebookFolder, school: str, kind: str, code: str) -> Paper:
    """The sheet to print, dated today."""
    number = folder.casebook_id
    grouped = " ".join(number[at : at + 8] for at in range(0, len(number), 8))
    return Paper(kind, code, school, grouped, clock.words(clock.now()))
