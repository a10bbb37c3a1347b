"""Recovery sheets: one more holder of the keys, whose passphrase is a code on paper."""

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

_SHEET = """\
RECOVERY SHEET                                           KEEP LOCKED AWAY
{line}

School          {school}
Casebook        {casebook}
Made            {made}
This sheet      {kind}: it opens {opens}

THE CODE

    {first}
    {second}
    {third}

Whoever has this code and a copy of the casebook can read what it opens.
No one can make it again. Every use of it is written into the casebook.

WHEN IT IS NEEDED
Nobody remembers a passphrase, or the only person who does has left.
1. At the command line: casebook recover --for dsl
   (or the short name of whoever is to be let in). It asks for the code:
   small letters will do, O counts as 0, I and L count as 1.
2. Then make a new sheet: casebook recover --renew {kind}
3. Destroy this one.

WHERE TO KEEP IT
{where}
Not with the computer, and not in a photograph or an e-mail.
Once a year: check the seal, and rehearse: casebook recover --drill
"""

_WHERE = {
    "school": "In a signed and sealed envelope in the head's safe.",
    "governance": "In a signed and sealed envelope with the clerk to the governors,\n"
    "or with the trust: never where the head or the DSL can reach it.",
}


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


def sheet_text(folder: CasebookFolder, school: str, kind: str, code: str) -> str:
    """The sheet to print, as plain text, dated today."""
    groups = code.split("-")
    first, second, third = ("   ".join(groups[at : at + 3]) for at in (0, 3, 6))
    number = folder.casebook_id
    return _SHEET.format(
        line="=" * 73,
        school=school,
        casebook=" ".join(number[at : at + 8] for at in range(0, len(number), 8)),
        made=clock.words(clock.now()),
        kind=kind,
        opens=KINDS[kind],
        first=first,
        second=second,
        third=third,
        where=_WHERE[kind],
    )
