"""What every record keeps of a moment."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from casebook import clock
from casebook.records.note import Note
from casebook.records.record import moment_of, moment_text

offsets = st.integers(-14 * 60, 14 * 60).map(lambda each: timezone(timedelta(minutes=each)))
EARLIEST, LATEST = datetime(1900, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001 - zones are drawn
moments = st.datetimes(EARLIEST, LATEST, timezones=offsets).map(
    lambda each: each.replace(microsecond=0)
)


@given(moments)
def test_a_moment_keeps_its_instant_and_its_offset(moment: datetime) -> None:
    read = moment_of(moment_text(moment))

    assert read == moment
    assert read.utcoffset() == moment.utcoffset()


@given(moments, moments)
def test_moments_sort_by_instant_whatever_their_offsets(one: datetime, other: datetime) -> None:
    texts = sorted([one, other], key=moment_text)

    assert texts[0] <= texts[1]


def test_a_moment_without_offset_is_not_kept() -> None:
    with pytest.raises(ValueError, match="offset"):
        moment_text(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test


def test_a_record_is_checked_when_it_is_made() -> None:
    with pytest.raises(ValidationError):
        Note.of(case_id="a" * 32, reference="C-2026-0001-N01", words=7, at="later")
    with pytest.raises(ValidationError):
        Note.of(
            case_id="a" * 32,
            reference="C-2026-0001-N01",
            words="Seen.",
            at=clock.now(),
            recorded_at=clock.now(),
            recorded_by="dsl",
            colour="unknown columns are refused",
        )
