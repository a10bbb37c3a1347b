"""The fault harnesses work on the same invented casebook as the store's tests."""

from tests.store.conftest import made, template

__all__ = ["made", "template"]
