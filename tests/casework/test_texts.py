"""What people write, and the moments they give, before either is kept."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casebook.casework import asjson, closings, moments, outgoing, texts, wishes
from casebook.casework.imagery_gate import QUESTION
from casebook.casework.received import Logged
from casebook.casework.views import Closing
from casebook.clock import Hand
from casebook.datafiles import data_folder
from casebook.errors import CasebookError
from casebook.errors.given import MomentImpossible, MomentInvalid, TextUnusable, ValueUnknown


def test_a_text_is_kept_letter_for_letter() -> None:
    hostile = "  [red]a[/]\x1b]52;c;eA==\x07\u202e=1+1\n"

    assert texts.passage(hostile, "words") == hostile


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d", "\udc00"])
def test_what_cannot_be_written_down_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(TextUnusable) as refused:
        texts.passage(text, "words")

    assert text not in refused.value.message


def test_a_text_has_a_bound() -> None:
    with pytest.raises(TextUnusable):
        texts.line("x" * (texts.LINE + 1), "title")


def test_a_word_of_a_list_is_known_in_any_case_and_with_spaces() -> None:
    assert texts.one_of(" Handed Over ", ("handed-over",), "how") == "handed-over"
    with pytest.raises(ValueUnknown):
        texts.one_of("lost", ("handed-over",), "how")


@pytest.mark.parametrize("typed", ["2026-11-17T15:15:00", "", "soon", "17/11/2026"])
def test_a_moment_that_is_not_exact_is_refused(hand: Hand, typed: str) -> None:
    with pytest.raises(CasebookError):
        moments.given(typed, "at")


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(MomentInvalid):
        moments.given(datetime(2026, 11, 17, 15), "at")  # noqa: DTZ001 - that it has none is the test


def test_a_year_that_is_no_year_of_a_case_is_refused() -> None:
    for year in ("0001", "1899", "9999"):
        with pytest.raises(MomentImpossible):
            moments.given(f"{year}-01-01T00:00:00+00:00", "at")


def test_a_deed_is_not_in_the_future(hand: Hand) -> None:
    with pytest.raises(MomentImpossible):
        moments.past("2026-11-17T15:36:00+00:00", "at")

    assert moments.past("2026-11-17T15:34:00+00:00", "at").minute == 34


def test_moments_leave_as_iso_with_their_offset() -> None:
    view = {"at": datetime(2026, 7, 1, 15, 0, tzinfo=UTC), "day": date(2026, 7, 1), "to": Path("x")}

    assert asjson.value_of(view) == {
        "at": "2026-07-01T15:00:00+00:00",
        "day": "2026-07-01",
        "to": "x",
    }


def test_a_view_leaves_under_the_names_of_its_fields() -> None:
    assert asjson.plain(Logged("C-2026-0001", "C-2026-0001-I01", "general", ("a",))) == {
        "case": "C-2026-0001",
        "incident": "C-2026-0001-I01",
        "compartment": "general",
        "read_back": ["a"],
        "alike": [],
        "joined": [],
        "questions": [],
        "tell_now": [],
    }
    assert asjson.plain(Closing("C-2026-0001", "closed"))["missing"] == []


def test_what_json_does_not_know_is_refused() -> None:
    with pytest.raises(TypeError):
        asjson.value_of(b"bytes")
    with pytest.raises(TypeError):
        asjson.plain(["a list"])


@pytest.mark.parametrize(
    ("given", "harmless"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a b.png", "a-b.png"),
        ("CON", "CON"),
        ("\u202eexe.txt", "exe.txt"),
        (".hidden", "hidden"),
        ("x" * 300 + ".png", "x" * 64 + ".png"),
        ("写真.png", "png"),
        ("a\nb\x1b[2J.txt", "a-b-2J.txt"),
        ("", ""),
    ],
)
def test_of_a_name_only_what_is_harmless_is_taken_over(given: str, harmless: str) -> None:
    assert outgoing.harmless(given) == harmless


def test_the_vocabulary_explains_every_word_that_a_person_must_choose() -> None:
    page = (data_folder("schema") / "words.md").read_text("utf-8")
    words = [
        *closings.ALLEGATION_OUTCOMES,
        *closings.OUTCOMES,
        closings.OTHER,
        *wishes.REASONS,
    ]

    assert [each for each in words if f"`{each}`" not in page] == []


def test_the_gate_asks_the_question_of_the_design() -> None:
    assert QUESTION == "Could this show anyone under 18 nude, partly nude or sexual?"
