"""What the registers refuse: one's own approval, a password, a day of birth, what was not kept."""

from casebook.errors import GivenWrong, Refused


class OwnDecision(Refused):
    """{reference} concerns you or was asked for by you, so it is not for you to decide."""

    code = "R-50"
    next_step = (
        "Somebody else whose office it is decides, with their own key. What the governors "
        "decided is entered by somebody it does not concern, with --minute."
    )


class NotTheirsToDecide(Refused):
    """{reference} is for {offices} to decide, and you are {role} here."""

    code = "R-51"
    next_step = (
        "Ask them to decide it with their own key. What the governors decided is entered with "
        "--minute and where it is written."
    )


class NotOfficialYet(Refused):
    """{reference} cannot be approved yet: {count:thing is|things are} missing."""

    code = "R-52"
    next_step = "Add what is listed with `casebook channel amend`, then approve it."


class NotOpenToThis(Refused):
    """{reference} is {state} already."""

    code = "R-53"
    next_step = (
        "Look at it with `casebook show`; what was ended is entered anew where it begins again."
    )


class KeepItFirst(Refused):
    """Nothing of {case} is asked to be taken down, or hidden, before it was kept."""

    code = "R-54"
    next_step = (
        "Keep it with `casebook attach`, or write it down with `casebook note` where no file may "
        "be taken in; then name that exhibit or note with --kept."
    )


class NotFromTheSchool(Refused):
    """A report goes out from an open, approved account of the school, never from a private one."""

    code = "R-55"
    next_step = "Look at `casebook channels`, and name one of them with --from."


class BirthDayRefused(Refused):
    """`{field}` holds a date, or what may be part of a day of birth: none is kept here or sent."""

    code = "R-56"
    next_step = (
        "Leave the date out. The service asks for it on a form of its own: type it there from the "
        "school's records, from the school's account, and keep no other copy."
    )


class PasswordRefused(Refused):
    """`{field}` holds what looks like a password, and none is kept here."""

    code = "R-57"
    next_step = (
        "Say in plain words where it is kept, such as: in the safe of the office. If it was a "
        "password, change it where it is used: it has been typed in the open."
    )


class NotAnotherReader(Refused):
    """Whoever wrote {reference} is not its second reader."""

    code = "R-58"
    next_step = "Have another colleague read it, and name them."


class PicturesUnchecked(Refused):
    """{reference} has pictures of children, and {count:thing was|things were} not checked."""

    code = "R-59"
    next_step = (
        "Look at the school's list of children whose pictures are not published, and at the "
        "parents' written consent; then give both days."
    )


class ParentsUntold(Refused):
    """Parents are told before an account is reported in {case}, and that they may complain."""

    code = "R-60"
    next_step = (
        "Tell them, then give --parents-told, --told-on and --complaint-told. Where telling them "
        "would put the child at risk, say so with --not-told-why."
    )


class PublicOnly(Refused):
    """Only what anybody can see is looked at in an online check."""

    code = "R-61"
    next_step = (
        "Stop there: ask nobody for a password, befriend nobody, use nobody else's account. Record "
        "what was seen in public, with --public-only."
    )


class DayInvalid(GivenWrong):
    """`{field}` is not one day, such as 17/11/2026."""

    code = "G-96"
    next_step = "Write the day, the month and the year, and no time of day."


class FieldsMissing(GivenWrong):
    """There is no registration without {fields}."""

    code = "G-58"
    next_step = "Give each of them as an option of that name; --help says what it means."


class NothingGiven(GivenWrong):
    """Nothing was given that {reference} could be amended by."""

    code = "G-97"
    next_step = "Give at least one option with its new reading; --help lists them."


class NotToBeTakenDown(Refused):
    """In {case} something may show a child, and nobody has it taken down before the police."""

    code = "R-49"
    next_step = (
        "Delete nothing and ask nobody to: ring the police, or report the address to the IWF, and "
        "record what they advised with `casebook advice`. Hiding it from view is not held up."
    )
