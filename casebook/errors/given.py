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
    """The passphrase has {given:character|characters}; it needs at least {least}."""

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
    """The recovery code is not as printed: look at {place}."""

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


class LabelUnusable(GivenWrong):
    """The {field} is not one word of small letters, digits and hyphens, at most {most} long."""

    code = "G-49"
    next_step = "Choose a short name such as dsl or deputy-2; it is visible without a passphrase."


class ShortNameTaken(GivenWrong):
    """Someone in this casebook has that short name already."""

    code = "G-50"
    next_step = "Choose another short name."


class CaseNotFound(GivenWrong):
    """There is no case {reference}."""

    code = "G-20"
    next_step = "Look the reference up with `casebook cases --status all`."


class ReleaseUnexplained(GivenWrong):
    """A bundle says what it is for and on what basis it leaves; not given: {missing}."""

    code = "G-67"
    next_step = (
        "Add for example --purpose 'To look into threatening messages' and --basis 'Prevention and "
        "detection of crime'. Both are printed in the bundle."
    )


class CommandUnreadable(GivenWrong):
    """The command cannot be read: {problem}."""

    code = "G-60"
    next_step = "Run `casebook --help` to see what there is."

    def __init__(self, *, problem: str, command: str = "") -> None:
        """Take the `problem` in words of our own, and the command whose help says more."""
        called = f"casebook {command} --help".replace("  ", " ")
        super().__init__(problem=problem, next_step=f"Run `{called}` to see what it takes.")


class GivenTooLarge(GivenWrong):
    """What was given is larger than {limit} bytes."""

    code = "G-61"
    next_step = "Files belong in `casebook attach`; give the record itself here."


class GivenNotJson(GivenWrong):
    """What was given is not one JSON object: {fault}."""

    code = "G-62"
    next_step = "Write it as schema/json/incident.schema.json describes, and try again."


class UserFormUnreadable(GivenWrong):
    """User number {ordinal} is not written as NAME:ROLE:PASSFILE."""

    code = "G-63"
    next_step = "Write for example `--user dsl:dsl:dsl.txt`, the file holding the passphrase."


class TargetExists(GivenWrong):
    """Something is there already, where {what} would be written."""

    code = "G-64"
    next_step = "Name a place that does not exist yet; nothing is ever replaced."


class PassphraseFileUnreadable(GivenWrong):
    """The passphrase file holds {what}."""

    code = "G-65"
    next_step = "Keep the passphrase alone in it, on one line, as UTF-8 text."


class FoundersInvalid(GivenWrong):
    """These people cannot found a casebook: {why}."""

    code = "G-21"
    next_step = "Name at least the dsl and the head, each with a short name of their own."


class IncidentInvalid(GivenWrong):
    """The incident cannot be read: {count:fault|faults}, the first at `{field}`."""

    code = "G-30"
    next_step = (
        "Correct the fields that are listed; schema/json/incident.schema.json describes each."
    )


class RecordNotFound(GivenWrong):
    """There is no record {reference}."""

    code = "G-31"
    next_step = "Look the reference up with `casebook show`."


class OutcomeUnknown(GivenWrong):
    """That outcome is not one for {what}; these are: {known}."""

    code = "G-32"
    next_step = "Use one of these words; what else there is to say goes into the words beside it."


class ValueUnknown(GivenWrong):
    """`{field}` is not one of these: {known}."""

    code = "G-33"
    next_step = "Use one of the words that are listed."


class TextUnusable(GivenWrong):
    """`{field}` cannot be kept as it is: {fault}."""

    code = "G-34"
    next_step = "Write it again as ordinary text."


class MomentImpossible(GivenWrong):
    """`{field}` is {fault}."""

    code = "G-35"
    next_step = "Check the day, the time and the year."


class FieldFixed(GivenWrong):
    """`{field}` of {reference} is not a thing that a correction can put right."""

    code = "G-36"
    next_step = "Choose a field that can be; what cannot is done anew."

    def __init__(self, *, field: str, reference: str, known: str) -> None:
        """Name the fields of that record which can be corrected."""
        super().__init__(field=field, reference=reference, next_step=f"These can be: {known}.")


class ReadingInvalid(GivenWrong):
    """The corrected reading of `{field}` is not {wanted}."""

    code = "G-37"
    next_step = "Write it in that form, and try again."


class NothingGiven(GivenWrong):
    """No {what} was given."""

    code = "G-38"
    next_step = "Name at least one."


class ProfileUnknown(GivenWrong):
    """There is no such recipient; perhaps {given_is} was meant."""

    code = "B-01"
    next_step = "Choose one of the recipients that the export lists."


class ProfileInvalid(GivenWrong):
    """`{file}` cannot be used: `{key}` {fault}{nearest}"""

    code = "B-02"
    next_step = "Correct that file; nothing leaves under a profile that is not whole."


class BundleTargetUnusable(GivenWrong):
    """The bundle cannot be written there: {fault}."""

    code = "B-03"
    next_step = "Choose a folder outside the casebook, such as a stick or the desktop."


class FolderMissing(GivenWrong):
    """The folder that was named is not there."""

    code = "G-86"
    next_step = "Look how it is spelt; make it first, or name one that is there. Then export again."


class RequestInvalid(GivenWrong):
    """The bundle cannot be made as it was asked for: {fault}."""

    code = "B-04"
    next_step = "Correct that, and export again."


class GivenNotText(GivenWrong):
    """What was given on standard input is not UTF-8 text, from byte {byte} on."""

    code = "G-66"
    next_step = "Save it as UTF-8 text, or type it after --words."


class DateUnreadable(GivenWrong):
    """This cannot be read as a day or a time."""

    code = "G-10"
    next_step = "Write it like `17/11/2026 at 15:15`, `last Tuesday 3.15pm` or `unknown`."


class DateImpossible(GivenWrong):
    """There is no such moment: {fault}."""

    code = "G-11"
    next_step = "Look at the day, the month and the year, and write it again."


class DateAmbiguous(GivenWrong):
    """This can be read in more than one way: {readings}."""

    code = "G-12"
    next_step = "Write which one it was, with am or pm, the full date, or GMT or BST."


class DateInFuture(GivenWrong):
    """This lies in the future, and it is about something that has happened."""

    code = "G-13"
    next_step = "Look at the day and the year, and write it again."


class SourceEmpty(GivenWrong):
    """The file that was given, number {ordinal}, is empty: there is nothing in it to keep."""

    code = "G-70"
    next_step = "Look at where it came from, and copy it again."


class SourceTooLarge(GivenWrong):
    """The file that was given, number {ordinal}, has {given} bytes; {most} is the most."""

    code = "G-71"
    next_step = "Keep the original safe, cut it into parts or export it smaller, and lodge those."


class DropTooLong(GivenWrong):
    """The report has {given} bytes, and at most {most} can be left for somebody."""

    code = "G-76"
    next_step = "Shorten it to what was seen and said, and ring whoever is listed all the same."


class UserUnnamed(GivenWrong):
    """Nobody here has the short name that was given, or they are not active any more."""

    code = "G-80"
    next_step = "Run `casebook users` for those there are."


class HoldingUnchanged(GivenWrong):
    """{user} {stands} the {compartment} compartment already."""

    code = "G-81"
    next_step = "Nothing need be done."


class RoleUnknown(GivenWrong):
    """That is no role of a casebook."""

    code = "G-82"
    next_step = "Use dsl, deputy-dsl, head, chair, vice-chair or staff."


class MomentNeeded(GivenWrong):
    """`{field}` needs a day and one time of day."""

    code = "G-92"
    next_step = (
        "Write both, such as `17/11/2026 at 15:15`. Where nobody knows the time of day, give the "
        "earliest it can have been for what starts a clock, and the latest for what was done."
    )


class FiguresForeign(DateUnreadable):
    """This day or time is not written in the figures 0 to 9."""

    code = "G-93"
    next_step = "Type it again on this keyboard, such as `17/11/2026 at 15:15`."


class PassphrasesDiffer(GivenWrong):
    """The two passphrases that were typed are not the same."""

    code = "G-83"
    next_step = "Try again; nothing is shown while you type."


class PassphraseSame(GivenWrong):
    """The new passphrase is the old one."""

    code = "G-84"
    next_step = "Choose another, or keep the one you have."
