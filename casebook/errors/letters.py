"""What is met while a letter is written."""

from casebook.errors import Refused


class LetterUnfinished(Refused):
    """In {letter} {count:blank is|blanks are} still to be filled in."""

    code = "R-86"
    next_step = "Fill what stands in [brackets] with `casebook letter revise`, and read it all."


class LetterNamesPeople(Refused):
    """{letter} names {count:person|people} of the case besides whom it is to."""

    code = "R-87"
    next_step = (
        "Take the names out, or agree to each of them by its mark: `letter final --naming P2`. "
        "`casebook letter show` says which."
    )


class LetterNotDraft(Refused):
    """{letter} is {state}, and keeps its words."""

    code = "R-88"
    next_step = "Withdraw it with `casebook letter withdraw`, and draft another."


class LetterNotFinal(Refused):
    """{letter} is not final: nothing leaves that nobody has read through."""

    code = "R-89"
    next_step = "Read it with `casebook letter show`, then make it final with `letter final`."


class LetterNotToThem(Refused):
    """Whom the letter is to is kept in {case} as somebody who must not be told."""

    code = "R-90"
    next_step = "Write to another carer, and ask social care before anything is sent."


class NothingKeptYet(Refused):
    """In {case} nothing is kept yet of what the letter asks to be taken down."""

    code = "R-91"
    next_step = (
        "Lodge it first with `casebook attach`, or write down with `casebook note` what it said, "
        "where and when: once it is down nobody can show it."
    )
