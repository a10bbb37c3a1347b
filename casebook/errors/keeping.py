"""What is met where a casebook is proved by paper, and where cases and signatures change places."""

from casebook.errors import GivenWrong, IntegrityFailure, Refused


class ReceiptUnreadable(GivenWrong):
    """That is no line of a receipt: six check words of five letters were wanted."""

    code = "G-90"
    next_step = (
        "Type one line as it is printed: compartment, number of entries and six words; the words "
        "alone will do."
    )


class ReceiptMistyped(GivenWrong):
    """{count:check word reads|check words read} otherwise than any state: number {which}."""

    code = "G-91"
    next_step = (
        "Look at the paper again, letter by letter. If it does read so, this casebook is not what "
        "the paper saw: keep a copy of the folder, and show both to the chair of governors."
    )


class ReceiptNotContained(IntegrityFailure):
    """No state that this casebook ever had has these check words: {why}."""

    code = "S-62"
    next_step = (
        "Hold the casebook's number and the words against the paper once more. If they are right, "
        "an older copy was put back or the ledger was written anew: stop working in it, keep a "
        "copy of the folder, and look for a newer backup."
    )


class FingerprintMisheard(GivenWrong):
    """{fit} of the six words of {user} fit, and not all of them, or not in their order."""

    code = "G-98"
    next_step = (
        "Let them read the six words out again, from the first, and type them all. If one stays "
        "different, grant nothing, and show it to whoever looks after the computer."
    )


class ReachesFurther(Refused):
    """{user} reaches further than you do: you cannot take {compartment} from them."""

    code = "R-43"
    next_step = "Somebody who holds what they hold, or a recovery sheet that does, takes it."


class MoveUnfinished(Refused):
    """{case} is being moved elsewhere, and nothing of it changes until that is over."""

    code = "R-45"
    next_step = (
        "Somebody who holds both compartments opens the casebook: the move is then finished, or "
        "given up, by itself."
    )


class CannotMoveThere(Refused):
    """{case} cannot go to {compartment}: {why}."""

    code = "R-46"
    next_step = (
        "Move it to a compartment that nobody whom it concerns holds, or take that one from them "
        "first. Where there is none it needs a separate casebook, made by the chair of governors."
    )


class MoveLacksExhibits(IntegrityFailure):
    """{case} was not moved: {count:a sealed file of it is|sealed files of it are} missing."""

    code = "S-63"
    next_step = "Restore those files from a backup, run `casebook verify`, and move it again."


class MovedBytesDiffer(IntegrityFailure):
    """A sealed file of {case} does not hold the bytes that were lodged: it was not moved."""

    code = "S-64"
    next_step = "Run `casebook verify`, and restore that file from a backup before moving it."


class CaseMovedOn(GivenWrong):
    """{reference} stands elsewhere by now: it is {now}."""

    code = "G-99"
    next_step = "Ask for it under its new reference; the earlier one stays in what was signed."


class MoveNowhere(GivenWrong):
    """{case} is in {compartment} already."""

    code = "G-95"
    next_step = "Say another compartment with --to, or leave it where it is."


class DeedStale(Refused):
    """{case} changed after what was signed for."""

    code = "R-47"
    next_step = "Look at the case as it is now, and sign again."
