"""Bytes at rest: passphrases, keys, sealed files, grants, the file list and the writer's lock.

`schema/vault-format.md` is the authority for every byte written here, and `schema/threats.md`
says what those bytes promise. The rules are: nothing outside this package imports cryptography;
a byte names the whole suite, nothing is negotiated; whatever is sealed is bound to its place;
nothing precious is overwritten, a whole new file takes the old one's place; no error tells the
name or the content of a file that a person gave.
"""
