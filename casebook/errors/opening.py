"""Why a casebook, or a part of it, does not open."""

from casebook.errors import CannotOpen


class WrongPassphrase(CannotOpen):
    """The passphrase does not open the keys of {user}."""

    code = "V-01"
    next_step = (
        "Try again: capitals, spaces and the keyboard's language count. "
        "Nobody can look a passphrase up."
    )


class UserUnknown(CannotOpen):
    """Nobody in this casebook has the short name that was given."""

    code = "V-02"
    next_step = "Check the short name, such as dsl or head, and try again."


class NotAHolder(CannotOpen):
    """Your keys do not open the {compartment} compartment."""

    code = "V-03"
    next_step = "Someone who holds it can take you in; a report can be left for them without it."


class NotACasebook(CannotOpen):
    """There is no casebook in this folder."""

    code = "V-04"
    next_step = "Choose the folder that holds a file named CASEBOOK, or make a new casebook."


class FormatTooNew(CannotOpen):
    """This casebook was written in format {format}; this program reads up to format {known}."""

    code = "V-05"
    next_step = "Install the newer program and open it with that."


class SuiteUnknown(CannotOpen):
    """This casebook uses cryptographic suite {suite}, which this program does not know."""

    code = "V-06"
    next_step = "Install the newer program and open it with that."


class CasebookBusy(CannotOpen):
    """The casebook is open for writing on {host} (process {pid}), since {since}."""

    code = "V-07"
    next_step = "Open it to read only, or close it there first."


class FilesFromTwoCasebooks(CannotOpen):
    """This folder holds files of two different casebooks: `{place}` belongs to another."""

    code = "V-08"
    next_step = "Put the files back where they came from, or restore this casebook from a backup."


class RecoveryCodeUnknown(CannotOpen):
    """The code is written correctly, but no recovery sheet of this casebook has it."""

    code = "V-09"
    next_step = "Look at the casebook's number on the sheet: it may belong to another casebook."


class DatabaseForeign(CannotOpen):
    """The database of the {compartment} compartment is not the casebook's own.

    It is empty, plain or a stranger's.
    """

    code = "S-01"
    next_step = "Do not enter anything. Restore the casebook from a backup, and keep this folder."


class RecoveryNeeded(CannotOpen):
    """The {compartment} compartment was left in the middle of a change.

    Only a writer may put that right.
    """

    code = "S-02"
    next_step = "Open the casebook for writing once; it then puts itself right and says so."


class SchemaTooNew(CannotOpen):
    """The {compartment} compartment is of version {found}; this program knows version {known}."""

    code = "S-03"
    next_step = "Install the newer program and open it with that."


class BookReadOnly(CannotOpen):
    """The casebook is open to read only."""

    code = "S-04"
    next_step = "Close it where it is open for writing, then open it here again."


class CasebookBusyNow(CannotOpen):
    """The {compartment} compartment is being written by another process at this moment."""

    code = "S-05"
    next_step = "Wait a few seconds and try again."


class PassphraseNotAsked(CannotOpen):
    """There is no terminal here on which to ask for the passphrase of {user}."""

    code = "V-50"
    next_step = "Run it on a terminal, or name the file that holds it with --passphrase-file."


class UserUnsaid(CannotOpen):
    """Several people use this casebook, and none was named."""

    code = "V-51"
    next_step = "Say who you are with --as and a short name, such as --as dsl."


class CasebookUnsaid(CannotOpen):
    """No casebook was named or opened here before, and the documents folder holds {count}."""

    code = "V-52"
    next_step = "Name its folder with --at."


class VerdictOpen(CannotOpen):
    """Whether it was changed cannot be told: what is lacking is listed."""

    code = "B-60"
    written = "Looking has changed nothing."
    next_step = "Look at what is listed; ring the school, on a number you know, if in doubt."


class NothingToVerify(CannotOpen):
    """There is neither a casebook nor a bundle in that place."""

    code = "V-53"
    next_step = "Name the folder of a casebook, or a bundle's folder or ZIP file."


class LockTaken(CannotOpen):
    """The lock of this casebook was taken away while it was open here to write."""

    code = "V-56"
    next_step = "Close the casebook and open it again."


class PlaceUnsuited(CannotOpen):
    """The casebook lies where it must not be written: {why}.

    Files are mixed or lost there without anybody noticing.
    """

    code = "V-54"
    next_step = (
        "Move its whole folder to a disk of this computer that nothing keeps in step, such as a "
        "folder of your own beside Documents, and open it there. It can be read where it is. "
        "`casebook place --accept` works there all the same, and enters that you did."
    )


class BackupNotWritten(CannotOpen):
    """This folder is a backup: it is read, and nothing is entered in it."""

    code = "V-57"
    next_step = (
        "Work in the casebook itself. If it is lost, bring the backup back into a new folder with "
        "`casebook restore`, and work there."
    )
