"""The numbers that every file of a casebook states first: its format and its suite."""

FORMAT = 1
"""The layout of files and fields that this program writes, and the newest that it reads."""

SUITE = 1
"""The whole set of algorithms: Argon2id, HKDF-SHA-256, AES-256-GCM streaming, X-Wing HPKE with
ChaCha20-Poly1305, Ed25519, SHA-256. Another set is another number, never an option."""

CONTEXT = "casebook/v1"
"""The first words of whatever tells one use of a key from another."""


def associated(kind: str, casebook_id: str, object_id: str, generation: int) -> bytes:
    """The place that a sealed thing is bound to, so that it opens nowhere else."""
    if "|" in kind + casebook_id + object_id:
        raise ValueError("the parts of a place are separated by a bar")
    return f"{CONTEXT}/{kind}|{casebook_id}|{object_id}|{generation}".encode("ascii")
