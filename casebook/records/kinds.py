"""Every kind of record, by the name that the ledger uses."""

from casebook.records.action import Action
from casebook.records.approval import Approval
from casebook.records.assessment import Assessment
from casebook.records.carer import Carer
from casebook.records.case import Case
from casebook.records.channel import Channel
from casebook.records.closing import Closing
from casebook.records.correction import Correction
from casebook.records.custody import Custody
from casebook.records.decision import Decision
from casebook.records.deviation import Deviation
from casebook.records.exhibit import Exhibit
from casebook.records.incident import Incident
from casebook.records.involvement import Involvement
from casebook.records.letter import Letter
from casebook.records.note import Note
from casebook.records.onlinecheck import OnlineCheck
from casebook.records.person import Person
from casebook.records.record import Record
from casebook.records.referral import Referral
from casebook.records.relationship import Relationship
from casebook.records.release import Release
from casebook.records.removal import Removal
from casebook.records.sealed import SealedFile
from casebook.records.settings import Settings
from casebook.records.support import Support
from casebook.records.underage import UnderageReport
from casebook.records.user import User
from casebook.records.wish import Wish
from casebook.records.withholding import Withholding

KINDS: dict[str, type[Record]] = {
    each.kind: each
    for each in (
        Settings,
        User,
        Case,
        Incident,
        Person,
        Involvement,
        Carer,
        Wish,
        SealedFile,
        Exhibit,
        Custody,
        Assessment,
        Action,
        Referral,
        Decision,
        Note,
        Correction,
        Closing,
        Release,
        Withholding,
        Support,
        Removal,
        UnderageReport,
        Letter,
        Channel,
        Relationship,
        Approval,
        Deviation,
        OnlineCheck,
    )
}
"""The tables, in an order in which each comes after what it points at."""

IMMUTABLE = frozenset(
    {
        "incident",
        "involvement",
        "sealed-file",
        "custody",
        "assessment",
        "decision",
        "note",
        "correction",
        "withholding",
    }
)
"""Kinds whose rows never change once written; the database refuses it as well."""
