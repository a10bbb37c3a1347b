"""What a rule of casework refuses: the gate, a lock, a wish, the closing list."""

from casebook.errors import Refused
