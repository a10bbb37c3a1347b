"""The incident form: what is typed becomes the incident that casework reads."""

from casebook.ui.dialogs.people import PersonGiven
from casebook.ui.dialogs.writing import WishGiven
from casebook.ui.incident_form import field_of, incident_of, packed, person_line, rows_for, unpacked

PERSON = PersonGiven("Perry Winkle-Test", "pupil", "target", "11", "6B", "")
NOBODY = PersonGiven("", "unknown", "alleged", "", "", "")
WISH = WishGiven("Perry Winkle-Test", "police", "no", "I only want it to stop.", "yes", "")


def test_what_was_not_typed_is_left_out() -> None:
    written = incident_of({"title": "A title", "known_at": "today", "summary": ""}, [], [])

    assert written == {"title": "A title", "known_at": "today"}


def test_the_site_and_the_reporter_are_parts_of_their_own() -> None:
    typed = {"title": "A", "known_at": "today", "handle": "@x", "reporter_name": "Tansy-Test"}

    written = incident_of(typed, [], [])

    assert written["site"] == {"handle": "@x"}
    assert written["reported_by"] == {"name": "Tansy-Test"}


def test_people_and_wishes_are_written_as_the_schema_has_them() -> None:
    written = incident_of({"title": "A", "known_at": "today"}, [PERSON, NOBODY], [WISH])

    assert written["people"] == [
        {
            "name": "Perry Winkle-Test",
            "kind": "pupil",
            "role": "target",
            "age": 11,
            "year_group": "6B",
        },
        {"kind": "unknown", "role": "alleged"},
    ]
    assert written["wishes"][0]["limits_explained"] is True


def test_a_draft_gives_back_what_it_took() -> None:
    assert unpacked(packed([PERSON, NOBODY], [WISH])) == ([PERSON, NOBODY], [WISH])
    assert unpacked({}) == ([], [])


def test_somebody_is_said_on_a_line() -> None:
    assert person_line(PERSON) == "Perry Winkle-Test · pupil, 11 · it happened to them"
    assert person_line(NOBODY).startswith("name not known · not known who")


def test_a_fault_is_shown_at_its_field() -> None:
    paths = ["title", "site.url", "reported_by.kind", "people.0.age", "site"]

    assert [field_of(path) for path in paths] == [
        "title",
        "url",
        "reporter_kind",
        "people",
        "platform",
    ]


def test_the_rows_below_the_form_are_shared_and_never_more_than_there_are() -> None:
    assert rows_for(0, 0) == (0, 0)
    assert rows_for(4, 0) == (4, 0)
    assert rows_for(4, 1) == (4, 1)
    assert rows_for(9, 9) == (3, 2)
    assert rows_for(1, 9) == (1, 4)
    assert rows_for(9, 0) == (5, 0)
