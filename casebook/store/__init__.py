"""How it is kept: the open book, the ledger with its proof, search and migrations.

SQL stays in here: nothing outside knows the engine.
"""
