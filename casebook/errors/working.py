"""What is met while a case is worked: routes taken, people told apart, clocks and covers."""

from casebook.errors import GivenWrong, Refused


class RouteIncomplete(Refused):
    """The route `{route}` is not recorded as taken yet: {count:thing is|things are} missing."""

    code = "R-62"
    next_step = (
        "Give what is listed, in the way that stands beside it. What nobody knows yet is given as "
        "`not known yet`, and put right with `casebook answered` or `casebook correct`."
    )


class KeepFirst(Refused):
    """In {case} nothing is kept yet of what may be kept; the route `{route}` comes after that."""

    code = "R-63"
    next_step = (
        "Lodge it first with `casebook attach`: what is reported can be gone in minutes. If there "
        "is nothing to keep, say why with `--told nothing_kept=WHY`."
    )


class OnlyYes(Refused):
    """`{name}` was answered no, and this route is then not taken: {why}."""

    code = "R-64"
    next_step = "Take another route, or ask the person first."


class CarerNotTold(Refused):
    """Somebody who was named as told is kept in {case} as a carer who must not be told."""

    code = "R-65"
    next_step = (
        "Tell nobody more. If it has happened all the same, tell the DSL and social care now, and "
        "write it down with `casebook note`."
    )


class PeopleDiffer(Refused):
    """In {case} those two are not taken for one person: {why}."""

    code = "R-66"
    next_step = (
        "If they are one all the same, put right what differs first, with the reason: `casebook "
        "amend`. Then merge them."
    )


class PartsNotParted(Refused):
    """In {case} there is nothing to split off from {mark}: {why}."""

    code = "R-67"
    next_step = "Look at `casebook people` for who had which part in which incident."


class ClockNotMoved(Refused):
    """The due time of {action} stays as it is: {why}."""

    code = "R-68"
    next_step = "Do it, or have it ruled out; a clock that has run out is not put back."


class NothingToRecheck(Refused):
    """No closing of {case} asks that anybody looks again."""

    code = "R-69"
    next_step = "Look at `casebook show` for its closings; a closed case takes notes as well."


class ToldUnknown(GivenWrong):
    """The route `{route}` is told nothing of that name; these are: {known}."""

    code = "G-51"
    next_step = "Use one of these names; anything else is written into the words or a note."


class ToldUnreadable(GivenWrong):
    """What follows --told is a name, `=` and what was told; number {place} is not."""

    code = "G-52"
    next_step = "Write it as --told name=value, in quotation marks where there are spaces."


class NobodyMarked(GivenWrong):
    """Nobody in {case} is marked like that; the marks there are: {known}."""

    code = "G-53"
    next_step = "Look at `casebook people` for the marks, such as P1."


class DayPast(GivenWrong):
    """`{field}` lies in the past."""

    code = "G-54"
    next_step = "Give today or a later day."


class DayUnreadable(GivenWrong):
    """`{field}` is not a day such as 2026-11-17 or 17/11/2026."""

    code = "G-55"
    next_step = "Write the day alone, with its year."
