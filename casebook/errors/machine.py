"""What this computer could not do."""

from casebook.errors import MachineFault


class DataFilesMissing(MachineFault):
    """This installation lacks its `{folder}` folder."""

    code = "M-02"
    next_step = "Install the casebook again; nothing in your casebook folder is affected."


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
    next_step = "Check that the disk or stick is connected; otherwise restore from a backup."


class FileHeld(MachineFault):
    """Another program is holding a file that must be replaced ({fault})."""

    code = "M-15"
    next_step = "Close other programs that have it open, wait for the virus scanner, try again."
