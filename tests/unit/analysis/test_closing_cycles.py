from __future__ import annotations

from graphkit.analysis.closing_cycles import import_time_chains, replacement_flags
from graphkit.model.config import Deprecation
from tests.unit.analysis.ranked_flows import imports_of, trace_of

IMPORTS = imports_of("new>base base>a base>b@call_time a>old c>new new>c d>old")


def test_the_shortest_chain_of_imports_that_run() -> None:
    found = import_time_chains(IMPORTS, "new", ["a", "b", "c", "d", "new"])
    # b is imported in a function, c imports the replacement already, d is not reached
    assert found == {"a": ("new", "base", "a")}


def test_a_consumer_that_would_close_a_cycle_is_flagged() -> None:
    trace = trace_of("a:f>core:f b:f>core:f", "a b")
    for replacement in ("new:New", "new.New", "new"):
        flags = replacement_flags(trace, Deprecation("old", "core:f", replacement=replacement), IMPORTS)
        assert flags == {
            "a": ("local import or split: the replacement imports this module (new → base → a)",)
        }


def test_no_flag_without_need() -> None:
    local = trace_of("a:>core:f@import a:>core:f@call", "a")
    deprecation = Deprecation("old", "core:f", replacement="new:New")
    assert replacement_flags(local, deprecation, IMPORTS) == {}
    through_object = trace_of("a:>core:f@call", "a")
    assert set(replacement_flags(through_object, deprecation, IMPORTS)) == {"a"}
    outside = Deprecation("old", "core:f", replacement="elsewhere:New")
    assert replacement_flags(through_object, outside, IMPORTS) == {}
