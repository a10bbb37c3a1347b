"""Log an incident: typed, read back, kept."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from casebook.casework import cases
from casebook.ui.desk import PLACE
from casebook.ui.dialogs.people import PersonDialog, PersonGiven
from casebook.ui.dialogs.writing import WishGiven
from casebook.ui.screens.case import CaseRoom
from casebook.ui.screens.incident import IncidentRoom
from casebook.ui.widgets.fields import Field
from tests.ui.conftest import fill_in
from tests.ui.screens.case_room import choose
from tests.ui.sitting import Sitter, seated


async def somebody(sitter: Sitter, name: str, kind: int = 1, role: int = 1) -> None:
    """Fill in who was involved, up to their age: a pupil, and a target, unless said otherwise."""
    await sitter.press("f2")
    await sitter.write(name)
    await sitter.press("tab")
    await choose(sitter, kind)
    await choose(sitter, role)


def involved(sitter: Sitter) -> str:
    """The people and wishes that the form shows."""
    return str(sitter.app.screen.query_one("#incident-involved", Static).content)


async def test_a_date_is_read_back_in_full_words_while_it_is_typed(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)

        assert "Tuesday 17 November 2026 at 15:10 GMT" in sitter.text
        assert "Monday 16 November 2026 at 19:20 GMT" in sitter.text


async def test_a_date_that_cannot_be_read_is_said_to_be_so_and_is_not_guessed(made: Path) -> None:
    async with seated(made) as sitter:
        await sitter.press("n", "tab")
        await sitter.write("the other day")

        room = sitter.app.screen
        said = room.query_one("#field-known_at .field-said")

        assert said.has_class("-wrong")

        await sitter.press("ctrl+s")

        assert sitter.is_in(IncidentRoom)
        assert cases.listed(sitter.book) == []


async def test_what_is_missing_is_said_at_its_place(made: Path) -> None:
    async with seated(made) as sitter:
        await sitter.press("n", "ctrl+s")

        assert "This is needed." in sitter.text
        assert cases.listed(sitter.book) == []


async def test_it_is_kept_only_after_it_was_read_back_and_agreed_to(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await sitter.press("ctrl+s")

        assert "Is this right?" in sitter.text
        assert cases.listed(sitter.book) == []

        await sitter.press("escape")

        assert cases.listed(sitter.book) == []

        await sitter.press("ctrl+s", "ctrl+s")

        assert sitter.is_in(CaseRoom)
        assert "Kept as C-2026-0001-I01, and signed by you." in sitter.text
        view = cases.shown(sitter.book, "C-2026-0001")
        assert view.title == "A picture goes round in Year 6"
        assert view.incidents[0].happened_at is not None


def label_in_sight(sitter: Sitter) -> bool:
    """Whether the label of the field with the cursor is within the part of the form shown."""
    place = sitter.app.focused
    assert place is not None
    field = next(each for each in place.ancestors if isinstance(each, Field))
    form = sitter.app.screen.query_one("#incident-form")
    label = field.query_one(".field-label")
    return form.content_region.contains_region(label.region) and label.region.height > 0


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
async def test_the_label_of_the_field_one_types_in_is_always_in_sight(made: Path, key: str) -> None:
    async with seated(made, size=(80, 24)) as sitter:
        await sitter.press("n")
        for _ in range(len(sitter.app.screen.query(Field)) + 1):
            assert label_in_sight(sitter), sitter.text

            await sitter.pilot.press(key)
            await sitter.pilot.pause()
            await sitter.pilot.pause()


async def test_everything_that_was_typed_is_read_back(made: Path) -> None:
    async with seated(made, size=(100, 60)) as sitter:
        await fill_in(sitter)
        for each in ("They laugh at his walk.", "You walk funny.", "Tansy Halfpenny-Test"):
            await sitter.press("tab")
            await sitter.write(each)
        await sitter.press(*["tab"] * 3)
        await sitter.write("Chatterbox")
        await sitter.press("ctrl+s")
        said = " ".join(sitter.text.split())

        assert "Known since Tuesday 17 November 2026 at 15:10 GMT" in said
        assert "Happened Monday 16 November 2026 at 19:20 GMT" in said
        assert "│ They laugh at his walk." in sitter.text
        assert "│ You walk funny." in sitter.text
        assert "Told by Tansy Halfpenny-Test" in said
        assert "Site or app Chatterbox" in said
        assert "Nobody is named yet." in said


async def test_a_key_that_adds_or_keeps_says_what_it_did(made: Path) -> None:
    async with seated(made, size=(80, 24)) as sitter:
        await sitter.press("n")

        assert "Needed: a title, and when it became known." in sitter.text

        await sitter.press("ctrl+s")

        assert "Not kept: look at what is said where the cursor is." in sitter.text

        await somebody(sitter, "Perry Winkle-Test")
        await sitter.press("ctrl+s")

        assert "Added; Ctrl+S keeps it with the rest: Perry Winkle-Test" in sitter.text

        await sitter.press("f4")

        assert "Taken out: Perry Winkle-Test" in sitter.text

        await sitter.press("f4")

        assert "There is nobody, and no wish, to take out." in sitter.text


async def test_people_and_wishes_go_in_with_it(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await somebody(sitter, "Perry Winkle-Test")
        await sitter.write("11")
        await sitter.press("ctrl+s")

        assert "Perry Winkle-Test · pupil, 11 · it happened to them" in sitter.text

        await sitter.press("f3", "tab")
        await sitter.write("Perry Winkle-Test")
        await sitter.press("tab")
        await choose(sitter, 4)
        await choose(sitter, 2)
        await sitter.write("Please do not tell my class.")
        await sitter.press("ctrl+s")
        await sitter.press("ctrl+s", "ctrl+s")

        view = cases.shown(sitter.book, "C-2026-0001")
        assert [(each.name, each.age, each.role) for each in view.people] == [
            ("Perry Winkle-Test", 11, "target")
        ]
        assert [each.words for each in view.wishes] == ["Please do not tell my class."]


async def test_what_somebody_is_and_did_is_never_chosen_for_the_person_who_types(
    made: Path,
) -> None:
    async with seated(made, size=(80, 24)) as sitter:
        await fill_in(sitter)
        await sitter.press("f2")

        assert "Ctrl+S Keep · Escape Cancel" in sitter.text

        await sitter.write("Perry Winkle-Test")
        await sitter.press("ctrl+s")

        assert sitter.is_in(PersonDialog)
        assert "They are. This is needed: choose with Enter." in sitter.text

        await choose(sitter, 1)
        await sitter.press("ctrl+s")

        assert sitter.is_in(PersonDialog)
        assert "In this incident. This is needed: choose with Enter." in sitter.text

        await choose(sitter, 4)
        await sitter.press("ctrl+s")

        assert "pupil · they saw or heard it" in sitter.text


async def test_somebody_added_by_mistake_is_taken_out_again(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await somebody(sitter, "Wrong Child-Test")
        await sitter.press("ctrl+s", "f4")

        assert "Taken out: Wrong Child-Test" in sitter.text
        assert "nobody yet" in sitter.text


async def test_with_four_people_and_two_wishes_no_row_is_cut_without_a_sign(made: Path) -> None:
    async with seated(made, size=(80, 24)) as sitter:
        await sitter.press("n")
        room = sitter.app.screen
        assert isinstance(room, IncidentRoom)
        names = [f"{each} Winkle-Test" for each in ("Ada", "Bea", "Cal", "Dot")]
        room.people += [PersonGiven(each, "pupil", "witness", "", "", "") for each in names]
        wish = WishGiven("Ada Winkle-Test", "police", "no", "No.", "yes", "")
        room.wishes += [wish, wish]
        await somebody(sitter, "Eve Winkle-Test")
        await sitter.press("ctrl+s")
        panel = room.query_one("#incident-involved", Static)

        assert "People  5; the last 3 in sight, Ctrl+S reads all of them back" in sitter.text
        assert "Eve Winkle-Test · pupil" in sitter.text
        assert "Wishes  2" in sitter.text
        assert sitter.text.count("about telling the police: NO") == 2
        assert panel.max_scroll_y == 0
        assert "f4 Remove" in sitter.text.splitlines()[-1]


async def test_what_was_typed_comes_back_after_a_lock(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await somebody(sitter, "Perry Winkle-Test")
        await sitter.press("ctrl+s", "ctrl+l")

        assert sitter.locked == ["closed"]

    async with seated(made) as sitter:
        assert sitter.is_in(IncidentRoom)
        titles = sitter.app.screen.query("#field-title Input").results(Input)
        assert [each.value for each in titles] == ["A picture goes round in Year 6"]
        assert "Perry Winkle-Test" in involved(sitter)


async def test_once_kept_nothing_of_it_stays_in_the_draft(made: Path) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await sitter.press("ctrl+s", "ctrl+s")

        desk = sitter.app.desk
        assert desk is not None
        assert desk.noted("incident:new") == {}
        assert desk.noted(PLACE)["case"] == "C-2026-0001"


async def test_a_further_incident_joins_its_case(with_case: Path) -> None:
    async with seated(with_case) as sitter:
        await sitter.press("enter", "i")
        await sitter.write("It happened again")
        await sitter.press("tab")
        await sitter.write("today 15:25")
        await sitter.press("ctrl+s", "ctrl+s")

        view = cases.shown(sitter.book, "C-2026-0001")
        assert [each.title for each in view.incidents][1:] == ["It happened again"]
        assert sitter.is_in(CaseRoom)


async def test_whoever_may_not_keep_it_is_told_whom_to_ring_and_nothing_is_written(
    made: Path,
) -> None:
    async with seated(made) as sitter:
        await fill_in(sitter)
        await somebody(sitter, "Hector Sample-Test", 5, 2)
        await sitter.press("ctrl+s")

        assert "the head · they are said to have done it" in " ".join(sitter.text.split())

        await sitter.press("ctrl+s", "ctrl+s")

        assert "chair of governors" in sitter.text
        assert cases.listed(sitter.book) == []
