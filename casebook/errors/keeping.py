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


class ReachesFurther(Refused):
    """{user} reaches further than you do: you cannot take {compartment} from them."""

    code = "R-43"
    next_step = "Somebody who holds what they hold, or a recovery sheet that does, takes it."
