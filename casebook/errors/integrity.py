"""What is kept differs from what was written."""

from casebook.errors import IntegrityFailure
