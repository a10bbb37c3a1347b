"""The referral summary for a LADO, in the order in which referral forms ask.

The rules are: every question of the form stands there, with "not recorded" where the casebook
does not know; evidence is named, never carried. Each adult alleged has a part of their own, for
forms take one adult each.
"""

from collections.abc import Sequence

from casebook import clock
from casebook.bundles import layout, report
from casebook.bundles.layout import Block
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import Kept, Selection

UNRECORDED = "not recorded"
"""Stands where the form asks and the casebook does not know."""

LIMBS = (
    "1  behaved in a way that has harmed a child, or may have harmed a child",
    "2  possibly committed a criminal offence against or related to a child",
    "3  behaved towards a child in a way that indicates they may pose a risk of harm to children",
    "4  behaved in a way that indicates they may not be suitable to work with children",
)
"""The harm threshold of KCSIE Part four, section one."""


def sections(request: BundleRequest, selection: Selection) -> list[dict[str, object]]:
    """Every section of the summary, in the order of the forms."""
    made: list[tuple[str, list[Block]]] = [
        ("1  Threshold", _threshold()),
        ("2  Referral and contact so far", _contact(selection)),
        ("3  Referrer", _referrer(request)),
        ("4  Adult concerned", _people(selection, "alleged")),
        ("5  Child or children", _people(selection, "target")),
        ("6  Who made the allegation", _reporters(selection)),
        ("7  Allegation", _allegation(selection)),
        ("8  Action so far", _actions(selection)),
        ("9  Views of the child and others", _wishes(selection)),
        ("10  Declaration", _declaration(request)),
        ("11  For the LADO", _for_lado()),
        ("What was left out", report.withheld(selection)),
    ]
    return [{"title": title, "blocks": blocks} for title, blocks in made]


def _facts(*rows: tuple[str, object]) -> Block:
    """Facts with their names; an empty one says that it is not recorded."""
    lines = [[label, layout.value("", each) or UNRECORDED, False] for label, each in rows]
    return {"kind": "facts", "rows": lines}


def _threshold() -> list[Block]:
    """The four parts of the harm threshold, to be ticked by hand."""
    lines = [[limb, "[   ]"] for limb in LIMBS]
    return [
        layout.paragraph("Tick each part of the harm threshold that may be met."),
        layout.table(["It is alleged that the adult has", "Met"], [6, 1], lines),
    ]


def _contact(selection: Selection) -> list[Block]:
    """Whom the school has spoken with, and what they advised."""
    none = [layout.paragraph("No contact with an agency is recorded yet.")]
    return report.each("referral")(selection) or none


def _referrer(request: BundleRequest) -> list[Block]:
    """Who refers."""
    signer = request.released_by
    return [
        _facts(
            ("Name", signer.name),
            ("Position", layout.called("role", signer.role)),
            ("Organisation", request.school),
            ("Address, telephone, e-mail", ""),
            ("Case manager, if another", ""),
        )
    ]


def _with_role(selection: Selection, role: str) -> list[tuple[Kept, Kept]]:
    """People with that role in any incident, each with one such part, once."""
    people = {row["mark"]: row for row in selection.records.get("person", ())}
    parts: dict[object, Kept] = {}
    for row in selection.records.get("involvement", ()):
        if row.get("role") == role and row.get("person") in people:
            parts.setdefault(row["person"], row)
    return [(people[mark], part) for mark, part in parts.items()]


_OF_ADULTS = (
    ("Home address", ""),
    ("Role, employer and workplace", ""),
    ("Employment basis and start date", ""),
    ("Other work or volunteering with children", ""),
    ("Own children or caring", ""),
    ("Earlier allegations and low-level concerns", ""),
    ("Aware of this referral", ""),
)
_OF_CHILDREN = (
    ("Home address", ""),
    ("Ethnicity, SEND, legal status", ""),
    ("Parents informed", ""),
)


def _people(selection: Selection, role: str) -> list[Block]:
    """Everyone with that role, with what forms ask of them."""
    blocks: list[Block] = []
    for person, part in _with_role(selection, role):
        blocks.append(layout.heading(f"{person['mark']}  {person.get('name', UNRECORDED)}"))
        more = _OF_ADULTS if role == "alleged" else _OF_CHILDREN
        known = layout.facts("person", person, skip=("not_to_be_told",))
        then = [("Age then", part["age"])] if "age" in part and "age" not in person else []
        asked = _facts(*then, *more)
        blocks.append({"kind": "facts", "rows": [*layout.rows_of(known), *layout.rows_of(asked)]})
        if person.get("not_to_be_told"):
            blocks.append(layout.notice("Must not be told:", str(person["not_to_be_told"])))
        blocks += _carers(selection.records.get("carer", ()), person["mark"])
    return blocks or [layout.paragraph("Nobody is recorded in this part.")]


def _carers(rows: Sequence[Kept], mark: object) -> list[Block]:
    """Who cares for the child, and who of them must not be told."""
    blocks: list[Block] = []
    for row in rows:
        if row.get("person") == mark:
            blocks.append(layout.facts("carer", row, skip=("person", "must_not_be_told")))
            if row.get("must_not_be_told"):
                blocks.append(layout.notice("Must not be told:", str(row["must_not_be_told"])))
    return blocks


def _reporters(selection: Selection) -> list[Block]:
    """Who told the school, when, and in which words."""
    blocks: list[Block] = []
    for row in selection.records.get("incident", ()):
        blocks.append(layout.heading(str(row.get("reference", ""))))
        reported = layout.value("known_at", row["known_at"]) if "known_at" in row else ""
        blocks.append(
            _facts(
                ("Name", row.get("reported_by_name", "")),
                ("They are", layout.value("reported_by_kind", row.get("reported_by_kind", ""))),
                ("Reported", reported),
                ("Told to", row.get("known_to", "")),
            )
        )
        if row.get("words"):
            blocks.append({"kind": "words", "text": layout.value("words", row["words"])})
    return blocks


def _allegation(selection: Selection) -> list[Block]:
    """What is alleged, incident by incident, and what evidence there is."""
    told = ("words", "reported_by_name", "reported_by_kind", "known_to")
    blocks = report.incidents(selection, skip=told)
    blocks.append(layout.heading("Evidence that exists; none of it is in this bundle"))
    exhibits = selection.records.get("exhibit", ())
    if exhibits:
        columns = {"reference": 0.7, "description": 2.2, "source": 1.6, "captured_at": 1.5}
        blocks.append(layout.listing("exhibit", exhibits, columns))
    else:
        blocks.append(layout.paragraph("None is recorded."))
    return blocks


def _actions(selection: Selection) -> list[Block]:
    """What was done, and the help that was offered."""
    blocks = report.each("action")(selection)
    for row in selection.records.get("support", ()):
        blocks.append(layout.heading("Support offered"))
        blocks.append(layout.facts("support", row))
    return blocks or [layout.paragraph("No action is recorded yet.")]


def _wishes(selection: Selection) -> list[Block]:
    """What the child and others want."""
    return report.wishes(selection) or [layout.paragraph("No views are recorded.")]


def _declaration(request: BundleRequest) -> list[Block]:
    """Who refers, and that the bundle is signed."""
    signer = request.released_by
    return [
        layout.paragraph(
            "I refer this matter on the facts above, as the school knows them at the time of "
            "release. The bundle that holds this summary is signed with my key."
        ),
        _facts(("Name", signer.name), ("Released", clock.words(request.released_at))),
    ]


def _for_lado() -> list[Block]:
    """What the LADO fills in."""
    asked = (
        "Threshold met, and why",
        "Strategy meeting",
        "Category of abuse",
        "Outcome",
        "Further referrals (DBS)",
        "End date, signature",
    )
    return [layout.table(["For the LADO to fill in", ""], [1, 2], [[each, " "] for each in asked])]
