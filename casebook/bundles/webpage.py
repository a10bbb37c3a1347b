"""verify.html: the checker for a browser, one file without a network.

The rules are: the page may run only the script whose hash it names, load nothing and send
nothing; it is put together from three files that can each be read and tested alone.
"""

import base64
import hashlib
from functools import cache

from casebook.datafiles import data_folder


@cache
def page() -> bytes:
    """The page's bytes, the same in every bundle."""
    folder = data_folder("exports") / "verify"
    frame, script, style = (
        (folder / name).read_text(encoding="utf-8")
        for name in ("page.html", "verify.js", "style.css")
    )
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'"
    )
    whole = frame.replace("{{policy}}", policy).replace("{{style}}", style)
    return whole.replace("{{script}}", script).encode("utf-8")


def _digest(text: str) -> str:
    """The hash by which a page's policy names a script or a style."""
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
