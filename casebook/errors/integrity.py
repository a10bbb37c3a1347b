"""What is kept differs from what was written."""

from casebook.errors import IntegrityFailure


class HeaderDamaged(IntegrityFailure):
    """Both copies of the casebook's first file, CASEBOOK, are damaged."""

    code = "V-20"
    next_step = "Restore the two files CASEBOOK and CASEBOOK.bak from a backup."


class SlotDamaged(IntegrityFailure):
    """The kept keys of {user} are damaged or were altered."""

    code = "V-21"
    next_step = "Restore the files in the folder users from a backup, or use a recovery sheet."


class CostRefused(IntegrityFailure):
    """The kept keys of {user} ask for a passphrase cost outside the safe bounds ({field})."""

    code = "V-22"
    next_step = "Someone may have altered the folder users: restore it from a backup."


class KeyChanged(IntegrityFailure):
    """The public key of {user} is not the one that was confirmed before."""

    code = "V-23"
    next_step = (
        "Do not grant or send anything. Ask the person to read their six words aloud, "
        "and find out who changed the folder users."
    )


class KeyUnknown(IntegrityFailure):
    """{place} was signed by a key that nobody you know has vouched for."""

    code = "V-24"
    next_step = "Confirm the signer's six words with them; do not write into it until then."


class SignatureWrong(IntegrityFailure):
    """A signature does not belong to what it should sign."""

    code = "V-25"


class HeadDamaged(IntegrityFailure):
    """The file HEAD of the {compartment} compartment is damaged or was altered."""

    code = "V-26"
    next_step = "Restore that one file from a backup; nothing else is needed."


class GrantsDamaged(IntegrityFailure):
    """The key grants of the {compartment} compartment are damaged or were altered."""

    code = "V-27"
    next_step = "Restore the file that ends in .grants from a backup."


class GrantsConflict(IntegrityFailure):
    """Two grants of the {compartment} compartment hold different keys."""

    code = "V-28"


class SealedFileDamaged(IntegrityFailure):
    """A sealed file does not open: it is damaged, cut short, or belongs in another place."""

    code = "V-29"
    next_step = "Run `casebook verify`, and restore that file from a backup."


class SealedFileDiffers(IntegrityFailure):
    """What was read back from the disk is not what was sealed."""

    code = "V-30"
    next_step = "Check this computer's disk and memory, then try again."


class ManifestDamaged(IntegrityFailure):
    """Both copies of the casebook's file list, MANIFEST, are damaged."""

    code = "V-31"
    next_step = "Run `casebook verify`; the next close of the casebook writes the list again."


class FileUnsafe(IntegrityFailure):
    """Where `{place}` should be an ordinary file there is {kind}."""

    code = "V-32"


class FileOversized(IntegrityFailure):
    """The file `{place}` is larger than such a file can be ({limit} bytes)."""

    code = "V-33"


class DatabaseDamaged(IntegrityFailure):
    """The database of the {compartment} compartment is damaged, missing or not whole."""

    code = "S-10"
    next_step = "Do not enter anything. Run `casebook verify`, and restore from a backup."


class PublicKeyUnusable(IntegrityFailure):
    """A public key is damaged or was made to give no secrecy."""

    code = "V-34"
    next_step = "Do not send or grant to this person until the folder users was checked."


class DropUnusable(IntegrityFailure):
    """What was left here is no report that can be read: {why}."""

    code = "V-35"
    next_step = "Leave the file where it is, and ask whoever may have left a report."


class ShortNameDoubled(IntegrityFailure):
    """More than one set of keys claims the short name {user}."""

    code = "V-36"
    next_step = (
        "Nothing was deleted: both sets of keys stand. `casebook verify` tells of them. Find out "
        "who took the other in; `casebook recover --for` with a recovery sheet gives the right "
        "person new keys, and removes every other set under that name."
    )


class SlotsMissing(IntegrityFailure):
    """The folder users has nobody's keys in it: nobody can be let in, by passphrase or by sheet."""

    code = "V-37"
    next_step = "Restore the folder users from a backup; the passphrases then open it as before."


class ExhibitMissing(IntegrityFailure):
    """The sealed file {object} is not in the vault."""

    code = "S-11"
    next_step = "Run `casebook verify`, and restore that file from a backup."


class CasebookRolledBack(IntegrityFailure):
    """The {compartment} compartment is not the one that you saw last (up to entry {seen})."""

    code = "S-12"
    next_step = (
        "Do not enter anything. Find the newest copy of this folder; "
        "this one can still be read, and `casebook verify` tells what it holds."
    )


class JournalForeign(IntegrityFailure):
    """What was left half done in the {compartment} compartment does not belong to its database.

    Undoing it would lose what was kept.
    """

    code = "S-13"
    written = "Nothing was changed: the files stand as they were found."
    next_step = "Do not enter anything. Keep a copy of this folder, and restore from a backup."


class CopyDiffers(IntegrityFailure):
    """A fresh copy of the {compartment} compartment does not agree with its ledger."""

    code = "S-15"
    written = "Nothing was changed: the copy was removed, and what was there before counts."
    next_step = "Do not enter anything. Run `casebook verify`, and restore from a backup."


class BackupNotWhole(IntegrityFailure):
    """No whole copy could be made: {why}."""

    code = "S-16"
    written = "Nothing was left of the copy, and what was copied from is unchanged."
    next_step = "Run `casebook verify` on what you copied from; do not count this as a backup."


class SheetFallsShort(IntegrityFailure):
    """This recovery sheet does not open all that it should, or what it opens is not whole."""

    code = "S-17"
    written = "The rehearsal was entered in the casebook; nothing else was changed."
    next_step = "Make a new one with `casebook recover --renew`, and run `casebook verify`."


class OpenedWithFaults(IntegrityFailure):
    """Something was noticed while the casebook was opened: each thing is listed."""

    code = "S-14"
    next_step = "Read, but rely on nothing yet: find the newest copy, and run `casebook verify`."


class DraftDamaged(IntegrityFailure):
    """The draft of what you were typing does not open any more."""

    code = "U-04"
    written = (
        "Everything that was kept of cases is unaffected; what was only being typed is lost, and "
        "the filters that you kept."
    )
    next_step = "Type it again. If this was no power cut, run `casebook verify`."


class ExhibitAltered(IntegrityFailure):
    """Exhibit {exhibit} is not what was lodged: its bytes are others, so nothing left."""

    code = "B-20"
    written = "Nothing was written outside the casebook."
    next_step = "Run `casebook verify`, and restore that file from a backup before exporting."


class FoundChanged(IntegrityFailure):
    """It is not what was written: each difference is listed."""

    code = "S-60"


class WalkBroken(IntegrityFailure):
    """The step `{step}` of the demonstration left something other than it should."""

    code = "S-61"
    written = "The demonstration was written into its own folder, and nothing anywhere else."
    next_step = "Do not use this installation for cases; install it again, and run the tests."
