"""What is met when figures are asked for, or cases are looked at across."""

from casebook.errors import GivenWrong


class PeriodTurned(GivenWrong):
    """The last day to count lies before the first."""

    code = "G-26"
    next_step = "Give the earlier day after --from and the later one after --to."


class PeriodShort(GivenWrong):
    """A report counts {days} days at least: two that differ by a few days tell of one case."""

    code = "G-27"
    next_step = "Give a longer time, or a term by its name. `casebook cases` lists single cases."


class TermUnknown(GivenWrong):
    """There is no term of that name which has begun; these are: {known}."""

    code = "G-28"
    next_step = "Use one of these names, or two days after --from and --to."


class FilterUnknown(GivenWrong):
    """You keep no filter of that name."""

    code = "G-29"
    next_step = "Look at `casebook filter list`, or keep it with `casebook filter save`."
