"""How a printed chronology is read: what it tells, in which order."""

from collections.abc import Sequence

from tests.journeys.conftest import Line


def told_as(lines: Sequence[Line], *beginnings: str) -> list[str]:
    """The line that begins with each of `beginnings`, which must stand in this order."""
    told = [each.said for each in lines]
    places = []
    for one in beginnings:
        found = [place for place, said in enumerate(told) if said.startswith(one)]
        assert found, f"nothing begins with: {one}"
        places.append(found[0])
    assert places == sorted(places), [told[each] for each in places]
    return [told[each] for each in places]
