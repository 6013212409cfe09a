"""What a plan owns up to not seeing."""

from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.planning_unseen import unseen
from graphkit.model.uses import Dangling
from tests.plan_values import CONSUMERS, FLOW, consumer, trace_of


def test_nothing_is_nothing() -> None:
    assert unseen(trace_of()) == ()


def test_each_kind_with_its_places() -> None:
    maybe = consumer("app.maybe", (8, "reference"), certainty="possible")
    dangling = Dangling(
        "app.x", "app/x.py", 3, "import", "app.y:make", "import_time", False, "app.y holds no make"
    )
    trace = replace(trace_of(FLOW, (*CONSUMERS, maybe)), dangling=(dangling,))
    found = unseen(trace, ("app.old:other",), ("outside the roots",))
    assert [row.places for row in found] == [
        ("app/maybe.py:8: ",),
        ("app/x.py:3: app.y holds no make",),
        ("app.old:other",),
        ("outside the roots",),
    ]
