"""What was typed or handed over cannot be used as it stands."""

from casebook.errors import GivenWrong


class MomentInvalid(GivenWrong):
    """`{field}` is not a date and time with an offset, such as 2026-11-20T16:40:00+00:00."""

    code = "G-01"
    next_step = "Write the day, the time and the offset from Greenwich, and try again."


class ReferenceInvalid(GivenWrong):
    """What was given is not {wanted}."""

    code = "G-02"
    next_step = "Look the reference up with `casebook cases` or `casebook actions`."
