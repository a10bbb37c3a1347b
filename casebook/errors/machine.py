"""What this computer could not do."""

from casebook.errors import MachineFault


class DataFilesMissing(MachineFault):
    """This installation lacks its `{folder}` folder."""

    code = "M-02"
    next_step = "Install the casebook again; nothing in your casebook folder is affected."
