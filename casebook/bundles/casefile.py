"""case.json: what leaves of the case, for a recipient's own programs.

The rules are: only what was chosen; every character outside ASCII is spelled as JSON spells it,
so that showing the file on a terminal does nothing.
"""

import json

from casebook import clock
from casebook.bundles.request import BundleRequest
from casebook.bundles.selecting import Selection

FORMAT = "casebook-case/1"
"""What `schema/json/case.schema.json` describes."""


def case_file(request: BundleRequest, selection: Selection) -> bytes:
    """The file's bytes."""
    content = {
        "format": FORMAT,
        "bundle": request.bundle_id,
        "case": request.case,
        "school": request.school,
        "profile": selection.profile.id,
        "released_at": clock.iso(request.released_at),
        "publication_restricted": selection.restricted,
        "records": {kind: list(rows) for kind, rows in selection.records.items()},
        "exhibits": [
            {
                "reference": each.source.reference,
                "file": each.path.removeprefix("data/"),
                "original_name": each.source.original_name,
                "size": each.source.size,
                "sha256": each.source.sha256,
            }
            for each in selection.exhibits
        ],
        "withheld": [{"what": each.what, "why": each.why} for each in selection.withheld],
        "fields_withheld": sum(selection.unlisted.values()),
    }
    return (json.dumps(content, indent=1, sort_keys=True, allow_nan=False) + "\n").encode("ascii")
