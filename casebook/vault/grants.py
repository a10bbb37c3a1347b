"""Grants: a compartment's key, sealed to each of its holders, among others that open to nobody.

A file has always sixteen, in no order, all of one length: the real ones, and seals to keys that
were thrown away. Each carries who granted it and their signature, so that nobody can put a key
of their own in the place of the right one.
"""

import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.errors.given import HoldersOutOfRange
from casebook.errors.integrity import GrantsConflict, GrantsDamaged, SignatureWrong
from casebook.errors.opening import NotAHolder
from casebook.vault import durable, signatures, strictjson, wrapping
from casebook.vault.keys import KEY_SIZE
from casebook.vault.people import Identity, PublicKeys
from casebook.vault.suite import FORMAT, SUITE, associated

COUNT = 16
"""Grants in a file, so that their number says nothing."""

MAGIC = b"CBGRANTS" + bytes([FORMAT, SUITE]) + bytes(6)
"""The first sixteen bytes of the file."""

PAYLOAD = "application/vnd.casebook.grant+json"
"""The type that the granter's signature is bound to."""

UID_SIZE = 16
"""Bytes of a uid."""

PLAIN = KEY_SIZE + UID_SIZE + signatures.PUBLIC_SIZE + signatures.SIGNATURE_SIZE
"""Bytes in an open grant: key, granter's uid, granter's signing key, signature."""

SIZE = PLAIN + wrapping.OVERHEAD
"""Bytes in a sealed grant."""


@dataclass(frozen=True, repr=False)
class Grant:
    """A grant that opened: the compartment's key, and who gave it."""

    key: bytes
    granter_uid: str
    granter_sign: bytes
    signature: bytes


def context(casebook_id: str, cid: str, generation: int) -> bytes:
    """The place that the grants of one generation of a compartment are bound to."""
    return associated("grant", casebook_id, cid, generation)


def _signed(key: bytes, holder_seal: bytes, context: bytes) -> bytes:
    """What a granter signs: this key, for this holder, of this compartment and generation."""
    value = {
        "context": context.decode("ascii"),
        "key_sha256": hashlib.sha256(key).hexdigest(),
        "holder_sha256": hashlib.sha256(holder_seal).hexdigest(),
    }
    return signatures.pae(PAYLOAD, strictjson.canonical(value))


def _sealed(key: bytes, holder: PublicKeys, granter: Identity, context: bytes) -> bytes:
    signature = granter.sign(_signed(key, holder.seal, context))
    plain = key + bytes.fromhex(granter.uid) + granter.public.sign + signature
    return wrapping.wrap(holder.seal, plain, context)


def write(
    path: Path, key: bytes, holders: Sequence[PublicKeys], granter: Identity, context: bytes
) -> None:
    """Write a generation's grants: `key` for each of `holders`, and padding up to sixteen.

    `context` is what the function of that name gives. Raises HoldersOutOfRange, PublicKeyUnusable.
    """
    if not 1 <= len(holders) <= COUNT:
        raise HoldersOutOfRange(most=COUNT, given=len(holders))
    grants = [_sealed(key, holder, granter, context) for holder in holders]
    while len(grants) < COUNT:
        _, thrown_away = wrapping.new_pair()
        grants.append(wrapping.wrap(thrown_away, os.urandom(PLAIN), context))
    secrets.SystemRandom().shuffle(grants)
    durable.write_whole(path, MAGIC + b"".join(grants))


def _compartment(context: bytes) -> str:
    return context.decode("ascii").split("|")[2]


def _read(path: Path, context: bytes) -> list[bytes]:
    cid = _compartment(context)
    size = len(MAGIC) + COUNT * SIZE
    data = durable.read_limited(path, size, f"compartments/{cid}/{path.name}")
    if len(data) != size or not data.startswith(MAGIC):
        raise GrantsDamaged(compartment=cid)
    body = data[len(MAGIC) :]
    return [body[at : at + SIZE] for at in range(0, len(body), SIZE)]


def _parsed(plain: bytes) -> Grant:
    uid_at = KEY_SIZE
    sign_at = uid_at + UID_SIZE
    signature_at = sign_at + signatures.PUBLIC_SIZE
    return Grant(
        key=plain[:uid_at],
        granter_uid=plain[uid_at:sign_at].hex(),
        granter_sign=plain[sign_at:signature_at],
        signature=plain[signature_at:],
    )


def open_grant(
    path: Path,
    identity: Identity,
    context: bytes,
    vouched: Mapping[str, PublicKeys] | None = None,
) -> Grant:
    """The grant of this person; all sixteen are tried, whichever opens.

    Raises NotAHolder when none opens, GrantsConflict when two hold different keys, GrantsDamaged
    when one opens that was not signed for this place, KeyUnknown when the granter is neither
    confirmed nor among `vouched` (`slots.trusted`), KeyChanged when their key is another one.
    """
    cid = _compartment(context)
    opened = [wrapping.unwrap(identity.seal_seed, each, context) for each in _read(path, context)]
    grants = [_parsed(plain) for plain in opened if plain is not None]
    if not grants:
        raise NotAHolder(compartment=cid)
    if len({grant.key for grant in grants}) > 1:
        raise GrantsConflict(compartment=cid)
    for grant in grants:
        try:
            message = _signed(grant.key, identity.public.seal, context)
            signatures.verify(grant.granter_sign, grant.signature, message)
        except SignatureWrong:
            raise GrantsDamaged(compartment=cid) from None
        place = f"The grant of the {cid} compartment"
        identity.require_known(grant.granter_uid, grant.granter_sign, place, vouched)
    return grants[0]


def open_key(
    path: Path,
    identity: Identity,
    context: bytes,
    vouched: Mapping[str, PublicKeys] | None = None,
) -> bytes:
    """The compartment's key out of this person's grant; raises what `open_grant` raises."""
    return open_grant(path, identity, context, vouched).key
