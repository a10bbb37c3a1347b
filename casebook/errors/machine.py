"""What this computer could not do."""

from casebook.errors import MachineFault


class DataFilesMissing(MachineFault):
    """This installation lacks its `{folder}` folder."""

    code = "M-02"
    next_step = "Install the casebook again; nothing in your casebook folder is affected."


class TerminalMissing(MachineFault):
    """The screen needs a terminal, and this is none."""

    code = "M-03"
    next_step = "Open the casebook in a terminal; `casebook --help` lists what works without one."


class AnswerLost(MachineFault):
    """What the command had to say could not be written out: {why}."""

    code = "M-21"
    written = "If the command writes to the casebook, it may have done so already."
    next_step = (
        "Look with `casebook cases` or `casebook show` before you give it again; a bundle whose "
        "words were lost is to be deleted and exported anew."
    )


class DiskFull(MachineFault):
    """The disk, or your share of it, is full."""

    code = "M-10"
    next_step = "Free some space, then try again."


class DiskFault(MachineFault):
    """The disk could not be read or written ({fault})."""

    code = "M-11"
    next_step = "Check the cable, stick or disk; copy the casebook elsewhere before trying again."


class NotPermitted(MachineFault):
    """This computer does not allow your account to do that here ({fault})."""

    code = "M-12"
    next_step = "Check the folder's permissions, or choose another place."


class PlaceReadOnly(MachineFault):
    """This place can only be read, not written."""

    code = "M-13"
    next_step = "Copy the casebook to a disk that can be written, or open it to read only."


class FileMissing(MachineFault):
    """A file or folder that is needed is not there ({fault})."""

    code = "M-14"
    next_step = (
        "Check the path, and that the disk or stick is connected. "
        "A file of the casebook itself comes back from a backup."
    )


class FileHeld(MachineFault):
    """Another program is holding a file that must be replaced ({fault})."""

    code = "M-15"
    next_step = "Close other programs that have it open, wait for the virus scanner, try again."


class DatabaseLibraryTooOld(MachineFault):
    """The database library on this computer is version {found}; {wanted} or later is needed."""

    code = "S-20"
    next_step = "Install the casebook again so that it brings its own library."


class MemoryShort(MachineFault):
    """This computer has not got {needed} MiB of memory free, which opening needs."""

    code = "M-16"
    next_step = "Close other programs, then try again."


class DatabaseUnwritable(MachineFault):
    """This computer could not write the {compartment} compartment.

    The disk may be full, or writing may not be permitted there.
    """

    code = "S-21"
    written = "Nothing of this change was written; everything before it stands."
    next_step = "Make room on the disk, or check that the folder may be written, and try again."


class DatabaseRefused(MachineFault):
    """The {compartment} compartment refused a record that breaks one of its rules."""

    code = "S-22"
    written = "Nothing of this change was written; everything before it stands."
    next_step = "Give this code to whoever looks after the program; nothing else is affected."


class ScreenFault(MachineFault):
    """The program met a fault of its own ({kind}) and stopped what it was doing."""

    code = "U-01"
    written = (
        "What was kept before is safe; what was being done just now may not have been written."
    )
    next_step = "Lock with Ctrl+L and open again. If it happens twice, pass this code on."


class ScreenEnded(MachineFault):
    """The screen met a fault of its own and the casebook was closed."""

    code = "U-02"
    written = "What was kept before is safe; what was being typed is in the sealed draft."
    next_step = "Start again. If it happens twice, pass this code on."


class CryptographyBroken(MachineFault):
    """The cryptography on this computer gives a wrong answer ({which})."""

    code = "M-17"
    next_step = "Do not work on this computer; install the program again, or use another one."


class FileTooLarge(MachineFault):
    """This disk cannot hold a file as large as that."""

    code = "M-18"
    next_step = "Sticks formatted as FAT32 stop at 4 GiB: use one formatted as exFAT or NTFS."


class DocumentFailed(MachineFault):
    """The document `{document}` could not be typeset on this computer."""

    code = "B-30"
    next_step = "Install the casebook again; if it happens twice, pass this code on."


class OldKeyStays(MachineFault):
    """The {compartment} compartment has its new key, but the file under the old one is still there.

    Another program holds it.
    """

    code = "M-19"
    written = "Everything that was asked for is done."
    next_step = "Close what holds the folder open; the next opening for writing removes the file."
