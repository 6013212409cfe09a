from __future__ import annotations

from dataclasses import replace

import pytest

from graphkit.analysis.usage_patterns import usage_patterns
from graphkit.model.uses import Use
from tests.unit.analysis.ranked_flows import trace_of


@pytest.mark.parametrize(
    ("edges", "pattern"),
    [
        ("a:f>core:f", "import"),
        ("a:>core:f@call", "attribute call"),
        ("a:>core:f@import a:>core:f@call", "local import + call"),
        ("a:f>core:f a:>core:f@patch_string", "import + patch string"),
        ("a:>other:f@decorator a:f>core:f", "import + attribute decorator"),
        ("a:f>core:f@star_import", "star import"),
    ],
)
def test_the_ways_of_a_consumer(edges: str, pattern: str) -> None:
    assert usage_patterns(trace_of(edges, "a"))["a"] == pattern


def test_guards_and_typing_are_told_apart() -> None:
    trace = trace_of("a:f>core:f b:f>core:f", "a b")
    guarded, typing = (consumer.uses[0] for consumer in trace.consumers)
    consumers = (
        replace(trace.consumers[0], uses=(guarded._replace(guarded=True),)),
        replace(trace.consumers[1], uses=(typing._replace(when="type_checking"),)),
    )
    found = usage_patterns(replace(trace, consumers=consumers))
    assert (found["a"], found["b"]) == ("guarded import", "typing-only import")


def test_offering_and_possible_uses() -> None:
    trace = trace_of("facade:f>core:f", "", "facade", {"maybe": 1})
    entry = Use("facade.py", 3, "export", "import_time", False, "certain", "f")
    found = usage_patterns(replace(trace, exports=(entry,)))
    assert found == {
        "core": "definition",
        "facade": "import re-export + __all__ entry",
        "maybe": "possible dynamic import",
    }
