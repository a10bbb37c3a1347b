"""A safeguarding lead's casebook, for one school at one desk."""

__version__ = "0.1.0"
