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


class PassphraseTooShort(GivenWrong):
    """The passphrase has {given} characters; it needs at least {least}."""

    code = "G-40"
    next_step = "Use five generated words, or a sentence of your own."


class PassphraseTooLong(GivenWrong):
    """The passphrase is longer than {most} bytes."""

    code = "G-41"
    next_step = "Use a shorter one; nothing is ever cut off."


class PassphraseUnusable(GivenWrong):
    """The passphrase holds {what}, which cannot be typed again reliably."""

    code = "G-42"
    next_step = "Type it on one line, without pasted line ends."


class WordsTooFew(GivenWrong):
    """A generated passphrase needs at least {least} words."""

    code = "G-43"
    next_step = "Ask for more words."


class RecoveryCodeMistyped(GivenWrong):
    """The recovery code is not as printed: look at character {position}."""

    code = "G-44"
    next_step = "Compare that place with the sheet; O and 0, and I, L and 1, count as the same."


class SourceUnusable(GivenWrong):
    """The file that was given, number {ordinal}, is {kind}; only an ordinary file can be kept."""

    code = "G-45"
    next_step = "Copy it to an ordinary file, and choose that."


class SourceChanged(GivenWrong):
    """The file changed while it was being read."""

    code = "G-46"
    next_step = "Wait until nothing writes to it any more, then try again."


class FolderInUse(GivenWrong):
    """A new casebook needs a folder of its own, and this one holds something already."""

    code = "G-47"
    next_step = "Name a folder that does not exist yet, or an empty one."


class HoldersOutOfRange(GivenWrong):
    """A compartment has between one and {most} holders; {given} were named."""

    code = "G-48"
    next_step = "Take someone out before taking another in, and never the last one."
