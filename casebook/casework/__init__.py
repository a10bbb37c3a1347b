"""What people do: one module for each noun, with bare verbs that are called through it.

The rules of casework live here and nowhere else, so that a test can state each of them without a
screen. Every verb takes the open book first, and answers with frozen values whose field names are
the keys of the JSON answer.
"""
