"""The registers that school policies ask for: accounts, relationships, approvals and the rest.

The rules are: what a register keeps is never edited, since each amendment is an entry of its own
and the earlier reading stays in the ledger; nobody decides what concerns or was asked for by
themselves; accounts are kept in general, all else there too unless it was asked to be kept in
staff or higher, because those who keep a boundary must know it; only online checks are kept as
narrowly as the person at the desk can, for they tell of adults whom no matter concerns.
"""
