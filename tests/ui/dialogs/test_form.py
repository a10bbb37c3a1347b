"""Forms: whichever field has the cursor, its label is in sight."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Label

from casebook.casework import actions, cases, closings, referrals
from casebook.store.book import Book, open_book
from casebook.ui.dialogs.acting import AddDialog, AssignDialog, DoDialog, RuleOutDialog
from casebook.ui.dialogs.agencies import AdviceDialog, HeardDialog, ReferDialog
from casebook.ui.dialogs.closing import CloseDialog, ReopenDialog
from casebook.ui.dialogs.custody import CopyDialog, DisposeDialog, HandOverDialog, ThingDialog
from casebook.ui.dialogs.deciding import DecideDialog
from casebook.ui.dialogs.form import FormDialog
from casebook.ui.dialogs.lodging import LodgingDialog
from casebook.ui.dialogs.overriding import OverrideDialog
from casebook.ui.dialogs.people import PersonDialog
from casebook.ui.dialogs.supporting import SupportDialog
from casebook.ui.dialogs.writing import AnswerDialog, NoteDialog, WishDialog
from casebook.ui.screens.case_closing import outcomes
from casebook.ui.screens.case_deeds import routes
from casebook.ui.widgets.fields import Choice, Field
from tests.school import WORDS
from tests.ui.screens.case_room import CASE, SMALL, lodge_a_picture, say_no
from tests.ui.sitting import seated


def forms(book: Book) -> list[FormDialog[Any, Any]]:
    """One of each form, about the case."""
    view = cases.shown(book, CASE)
    action, exhibit = actions.listed(book, CASE)[0], view.exhibits[0]
    people = [Choice(each.short, each.full_name) for each in book.users()]
    deed: Callable[[Any], Any] = str
    return [
        DoDialog(deed, action),
        RuleOutDialog(deed, action),
        AssignDialog(deed, action, people),
        AddDialog(deed, CASE),
        ReferDialog(deed, CASE, routes()),
        AdviceDialog(deed, CASE, routes()),
        HeardDialog(deed, CASE, view.referrals),
        CloseDialog(deed, view, outcomes(closings.OUTCOMES), "Dilys Specimen"),
        ReopenDialog(deed, CASE),
        CopyDialog(deed, exhibit, Path("/elsewhere")),
        DisposeDialog(deed, exhibit),
        HandOverDialog(deed, exhibit),
        ThingDialog(deed, CASE),
        DecideDialog(deed, CASE, routes()),
        LodgingDialog([Path("one.png")], CASE, own_only=True),
        OverrideDialog(deed, CASE, view.wishes),
        PersonDialog(deed, CASE),
        SupportDialog(deed, CASE),
        NoteDialog(deed, CASE),
        WishDialog(deed, CASE),
        AnswerDialog(deed, CASE, view.wishes),
    ]


@pytest.fixture
def full_case(with_case: Path) -> Path:
    """The casebook with a case that every form has something to say about."""
    lodge_a_picture(with_case)
    say_no(with_case)
    with open_book(with_case, "dsl", WORDS["dsl"]) as book:
        referrals.advice(book, CASE, "police", "PC Sample-Test", "Nothing for us to do.")
    return with_case


async def test_the_label_of_the_field_with_the_cursor_is_in_sight(full_case: Path) -> None:
    """In the smallest terminal, going down through every form and up again."""
    async with seated(full_case, size=SMALL) as sitter:
        for form in forms(sitter.book):
            sitter.app.push_screen(form)
            await sitter.pilot.pause()
            fields = len(form.query(Field))
            for key in ["", *["tab"] * (fields - 1), *["shift+tab"] * (fields - 1)]:
                await sitter.pilot.press(*([key] if key else []))
                await sitter.pilot.pause()
                assert form.focused is not None
                field = next(e for e in form.focused.ancestors if isinstance(e, Field))
                shown = form.find_widget(field.query_one(Label)).visible_region
                assert shown.height >= 1, (type(form).__name__, field.field)
                label = str(field.query_one(Label).visual)
                assert field.label[:30] in label
            await sitter.press("escape")
