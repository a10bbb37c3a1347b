"""The report that goes with exhibits: what happened, who, what was done, what was kept, when.

The rules are: a section whose kind the profile does not list is not there at all; one that it
lists and the case does not fill says so.
"""

from collections.abc import Callable, Mapping, Sequence

from casebook.bundles import chronology, labels, layout
from casebook.bundles.layout import Block
from casebook.bundles.selecting import Kept, Selection


def sections(selection: Selection) -> list[dict[str, object]]:
    """Every section of the report, in reading order."""
    made: list[tuple[str, list[Block]]] = [
        (title, blocks(selection))
        for kind, title, blocks in _SECTIONS
        if kind in selection.profile.fields
    ]
    made.append(("What was left out", withheld(selection)))
    made.append(("Chronology", _chronology(selection)))
    return [{"title": title, "blocks": blocks} for title, blocks in made]


def people(selection: Selection) -> list[Block]:
    """Each person with their mark, their parts in the incidents, and who cares for a child."""
    rows = selection.records.get("person", ())
    names = {str(row["mark"]): str(row.get("name", "")) for row in rows}
    blocks: list[Block] = []
    for row in rows:
        blocks.append(layout.heading(f"{row['mark']}  {row.get('name', '(no name)')}"))
        blocks.append(layout.facts("person", row, skip=("name", "not_to_be_told")))
        if row.get("not_to_be_told"):
            blocks.append(layout.notice("Must not be told:", str(row["not_to_be_told"])))
    blocks += _parts(selection.records.get("involvement", ()), names)
    blocks += _carers(selection.records.get("carer", ()), names)
    return blocks


def _named(mark: object, names: Mapping[str, str]) -> str:
    """A person's mark and name."""
    return f"{mark} {names.get(str(mark), '')}".strip()


def _parts(rows: Sequence[Kept], names: Mapping[str, str]) -> list[Block]:
    """Who had which part in which incident."""
    if not rows:
        return []
    lines = [
        [
            str(row.get("incident", "")),
            _named(row.get("person", ""), names),
            layout.value("role", row.get("role", "")),
            layout.value("person_kind", row.get("person_kind", "")),
            str(row.get("age", "")),
        ]
        for row in rows
    ]
    titles = ["Incident", "Person", "Role in it", "Who they were", "Age then"]
    return [
        layout.heading("Roles, incident by incident"),
        layout.table(titles, [1.5, 1.8, 1, 1.1, 0.7], lines),
    ]


def _carers(rows: Sequence[Kept], names: Mapping[str, str]) -> list[Block]:
    """Who cares for which child, and who must not be told."""
    if not rows:
        return []
    blocks = [layout.heading("Carers")]
    for row in rows:
        child = {**row, "person": _named(row.get("person", ""), names)}
        blocks.append(layout.facts("carer", child, skip=("must_not_be_told",)))
        if row.get("must_not_be_told"):
            blocks.append(layout.notice("Must not be told:", str(row["must_not_be_told"])))
    return blocks


def each(kind: str) -> Callable[[Selection], list[Block]]:
    """A section in which every record of `kind` stands under its own reference."""

    def blocks(selection: Selection) -> list[Block]:
        """The records, one after another."""
        made: list[Block] = []
        for row in selection.records.get(kind, ()):
            head = f"{row.get('reference', '')}  {row.get('title', '')}".strip()
            if head:
                made.append(layout.heading(head))
            made.append(layout.facts(kind, row, skip=("reference", "title")))
        return made

    return blocks


def wishes(selection: Selection) -> list[Block]:
    """Each wish; one that a later wish replaced names it, and a limit nobody explained is unsaid.

    A *no* there is kept for every wish whose limits nobody asked about, so it tells nothing.
    """
    rows = selection.records.get("wish", ())
    standing: dict[tuple[str, str], Kept] = {}
    for row in sorted(rows, key=lambda each: str(each.get("expressed_at", ""))):
        standing[_subject(row)] = row
    made: list[Block] = []
    for row in rows:
        later = str(standing[_subject(row)].get("reference", ""))
        reference = str(row.get("reference", ""))
        said = "" if later == reference else f"  (a later wish stands, {later.rsplit('-', 1)[-1]})"
        made.append(layout.heading(f"{reference}{said}"))
        unsaid = () if row.get("limits_explained") else ("limits_explained",)
        made.append(layout.facts("wish", row, skip=("reference", *unsaid)))
    return made


def _subject(row: Kept) -> tuple[str, str]:
    """Whose wish it is, and about what."""
    return str(row.get("whose", "")).casefold().strip(), str(row.get("about", ""))


def incidents(selection: Selection, skip: Sequence[str] = ()) -> list[Block]:
    """Each incident under its reference; when it happened stands as people say it."""
    made: list[Block] = []
    for row in selection.records.get("incident", ()):
        made.append(layout.heading(f"{row.get('reference', '')}  {row.get('title', '')}"))
        facts = layout.facts("incident", row, skip=("reference", "title", *_MOMENTS, *skip))
        made.append(
            {"kind": "facts", "rows": [["Happened", _happened(row), False], *layout.rows_of(facts)]}
        )
    return made


_MOMENTS = ("happened_from", "happened_to", "precision")


def _happened(row: Kept) -> str:
    """When an incident happened, in one line."""
    if "happened_from" not in row:
        return "at a time that is not known"
    given = (str(row.get(name, "")) for name in _MOMENTS)
    return chronology.spoken(*given)


def _corrections(selection: Selection) -> list[Block]:
    """Each correction, naming the field as paper names it."""
    made: list[Block] = []
    for row in selection.records.get("correction", ()):
        called = layout.words().get(str(row.get("target_kind")), {})
        shown = {**row, "field": called.get(str(row.get("field")), row.get("field", ""))}
        made.append(layout.heading(str(row.get("reference", ""))))
        made.append(layout.facts("correction", shown, skip=("reference", "target_kind")))
    return made


def _support(selection: Selection) -> list[Block]:
    """What help was offered to whom, as a table: such an offer has no reference of its own."""
    rows = selection.records.get("support", ())
    columns = {"offered_at": 1.2, "for_whom": 1, "offered": 2, "taken": 1.2}
    return [layout.listing("support", rows, columns)] if rows else []


def _exhibits(selection: Selection) -> list[Block]:
    """Every exhibit with its facts and its continuity."""
    files = {each.source.reference: each.path for each in selection.exhibits}
    blocks: list[Block] = []
    for (mark, links), row in zip(
        chronology.continuity(selection), selection.records.get("exhibit", ()), strict=True
    ):
        blocks.append(layout.heading(f"Exhibit {mark}"))
        where = files.get(mark, "no file in this bundle")
        lines = [["In this bundle", where, False], *labels.facts(row)]
        blocks.append({"kind": "facts", "rows": lines})
        if links:
            columns = {"at": 1.5, "what": 0.9, "from_whom": 1.2, "to_whom": 1.2, "why": 1.6}
            blocks.append(layout.listing("custody", links, {**columns, "receipt": 0.9}))
    return blocks


def withheld(selection: Selection) -> list[Block]:
    """What was left out, each with its reason and without its content."""
    count = sum(selection.unlisted.values())
    blocks: list[Block] = []
    if selection.withheld:
        lines = [[each.what, each.why] for each in selection.withheld]
        blocks.append(layout.table(["What", "Why"], [1, 2], lines))
    else:
        blocks.append(layout.paragraph("Nothing was left out of this bundle on purpose."))
    rule = (
        f"Besides, the profile for this recipient lists what may leave; {count} other filled "
        f"{'field' if count == 1 else 'fields'} of the case stayed with the school by that rule."
    )
    return [*blocks, layout.paragraph(rule)] if count else blocks


def _chronology(selection: Selection) -> list[Block]:
    """The chronology as a table whose head is repeated on every page."""
    lines = [
        [each.shown, f"{each.what}\n{each.words}".strip(), each.who, each.reference]
        for each in chronology.lines_of(selection)
    ]
    return [layout.table(["When", "What", "Who", "Record"], [1.1, 2.7, 1, 1], lines)]


_SECTIONS: Sequence[tuple[str, str, Callable[[Selection], list[Block]]]] = (
    ("person", "People and their roles", people),
    ("incident", "Incidents", incidents),
    ("wish", "Wishes", wishes),
    ("assessment", "Triage", each("assessment")),
    ("action", "Actions", each("action")),
    ("referral", "Referrals and advice", each("referral")),
    ("decision", "Decisions", each("decision")),
    ("note", "Notes", each("note")),
    ("correction", "Corrections", _corrections),
    ("support", "Support offered", _support),
    ("exhibit", "Exhibits and their continuity", _exhibits),
)
