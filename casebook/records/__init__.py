"""What is kept: one table for each noun, without behaviour.

A row is the present reading of something; how it came to read so stands in the ledger. Rows are
built through `model_validate` alone, because a table class does not check what it is given.
"""
