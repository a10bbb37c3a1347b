"""Days and times as a person types them after an option, read back in full words.

The rules are: the strict reading of casework, day first, never a guess; what was typed by hand is
read back on standard error, so that a slip is seen.
"""

from datetime import datetime

from casebook.cli.desk import Desk


def read(desk: Desk, option: str, text: str | None) -> datetime | None:
    """The moment typed after `option`, or none where it was left out.

    Raises MomentInvalid, or what `dates.read` raises for what cannot be read or be true.
    """
    from casebook.casework import moments

    if text is None:
        return None
    moment = moments.given(text, option)
    if not moments.looks_iso(text):
        desk.say(f"{option} was read as {moments.spoken(moment)}.")
    return moment
