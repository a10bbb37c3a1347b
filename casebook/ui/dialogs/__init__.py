"""The dialogs: each asks one thing and answers with one typed value."""
