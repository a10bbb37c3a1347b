"""What is met where a case comes to the end of the time for which it is kept."""

from casebook.errors import GivenWrong, Refused


class CaseDestroyed(GivenWrong):
    """{reference} was destroyed on {day}: nothing of it can be read any more."""

    code = "G-22"
    next_step = "`casebook destroyed` tells why and by whose authority; the entry stays for ever."


class ReviewDayPast(GivenWrong):
    """The day on which {case} is looked at again must lie ahead."""

    code = "G-23"
    next_step = "Give a later day."


class ReviewDayEarly(Refused):
    """{case} is kept until {earliest} at least, by the rule `{rule}`."""

    code = "R-80"
    next_step = "Give that day or a later one; `casebook retain` shows the rule and its source."


class HoldNotThere(GivenWrong):
    """There is no legal hold on {case}."""

    code = "G-24"
    next_step = "Nothing needs to be lifted; `casebook retain` shows how it is kept."


class CaseHeldByLaw(Refused):
    """{case} is under a legal hold: nothing of it is destroyed."""

    code = "R-81"
    next_step = "The hold must be lifted first, in writing, by whoever ordered it: `hold --lift`."


class CaseStillKept(Refused):
    """{case} is kept until {until}, by the rule `{rule}`."""

    code = "R-82"
    next_step = "Come back on that day: it is asked again then, and nothing is destroyed by itself."


class CaseStillOpen(Refused):
    """{case} is not closed: only a closed case is destroyed."""

    code = "R-83"
    next_step = "Close it first; its review day is counted from then."


class DestructionNotProposed(Refused):
    """Nobody has proposed that {case} be destroyed."""

    code = "R-84"
    next_step = "The first of two people proposes it: `casebook destroy CASE --reason --authority`."


class DestructionAuthorityMissing(Refused):
    """Nobody else is named by whose authority {case} may be destroyed."""

    code = "R-85"
    next_step = "Name the person and the office, and where it is written: a minute, a letter."


class PersonUnnamed(GivenWrong):
    """Nobody of that name stands in any case or register that you may read."""

    code = "G-25"
    next_step = (
        "Try the name as it was written down; `casebook search` looks for parts of it. What you "
        "do not hold was not looked through: ask those who do."
    )
