from __future__ import annotations

from dataclasses import replace

from graphkit.analysis.next_steps import Step, choose_step, downstream, leftovers, narrowed, slips, verdict
from graphkit.analysis.ranking import rank_modules
from graphkit.model.uses import Trace
from tests.unit.analysis.ranked_flows import dangling, imports_of, radii_of, trace_of


def step_of(trace: Trace) -> Step:
    step = choose_step(trace, rank_modules(trace, radii_of(trace)))
    assert step is not None
    return step


def test_the_first_in_the_order_with_its_uses_and_what_waits_for_it() -> None:
    step = step_of(trace_of("a:f>facade:f a:>core:f@call facade:f>core:f", "a", "facade"))
    assert step.modules == ("a",)
    assert [(use.line, use.kind) for use in step.uses] == [(1, "import"), (2, "call")]
    assert step.unblocks == ("core", "facade")
    assert step.waits == ()
    assert verdict(step, "core:f") == "change a.py"


def test_a_facade_is_asked_for_when_nothing_takes_from_it() -> None:
    step = step_of(trace_of("facade:f>core:f", "", "facade"))
    assert [(use.file, use.line, use.kind, use.source) for use in step.uses] == [
        ("facade.py", 1, "reexport", "core:f")
    ]
    assert verdict(step, "core:f").startswith("take the name out of facade.py")


def test_the_definition_is_asked_for_last() -> None:
    step = step_of(trace_of("star:f>core:f@star_import", "", "star"))
    assert step.modules == ("core",)
    assert [(use.kind, use.name) for use in step.uses] == [("definition", "f")]
    assert verdict(step, "core:f") == "core:f is defined and nothing else uses it: delete it"


def test_patches_of_other_steps_are_left_to_these() -> None:
    trace = trace_of("a:f>core:f b:f>core:f t:>a:f@patch_string t:>b:f@patch_string", "a b t")
    step = step_of(trace)
    assert step.modules == ("a", "t")
    assert [(use.file, use.line) for use in step.uses] == [("a.py", 1), ("t.py", 3)]
    assert verdict(step, "core:f") == "change a.py, with 1 more that move together"
    uses = {consumer.module: consumer.uses for consumer in narrowed(trace, step).consumers}
    assert [use.line for use in uses["t"]] == [3]
    assert [use.line for use in uses["b"]] == [2]


def test_a_person_has_to_look_at_possible_uses() -> None:
    step = step_of(trace_of("", "", "", {"maybe": 1}))
    assert step.head.module == "maybe"
    assert verdict(step, "core:f") == "look at maybe.py: nothing but possible uses is in the way"
    (wait,) = step.waits
    assert wait.startswith("maybe.py:90 is possibly a use")
    assert "signed_off" in wait


def test_nothing_to_edit_is_no_step() -> None:
    assert choose_step(trace_of(""), ()) is None


def test_who_fails_with_a_module_at_import() -> None:
    imports = imports_of("b>a c>b d>a@call_time e>a@guarded f>c a>c x>y")
    assert downstream(imports, "a") == ("b", "c", "f")


def test_what_names_a_symbol_that_is_gone_is_left_over() -> None:
    trace = trace_of("a:f>core:f facade:f>core:f", "a", "facade", {"maybe": 1})
    trace = replace(trace, dangling=(dangling("t"), dangling("a", "old:f", guarded=True)))
    rows = leftovers(replace(trace, definitions=()), radii_of(trace), rank_modules(trace, radii_of(trace)))
    assert [(row.rank, row.module, row.role, row.uses) for row in rows] == [
        (1, "a", "leftover", 2),
        (2, "facade", "leftover", 1),
        (3, "t", "leftover", 1),
    ]
    assert rows[0].reasons == ("line 7 names old:f: there is no such module, guarded: it fails silently",)
    assert rows[1].reasons == ("what it takes the symbol from does not hold it any more",)
    step = choose_step(trace, rows[2:])
    assert step is not None
    assert verdict(step, "core:f") == "core:f is gone, but t.py still names it: clean it up"
    assert [(use.line, use.reason) for use in step.uses] == [(7, "dangling: there is no such module")]
    assert [c.module for c in narrowed(trace, step).consumers] == ["a", "maybe", "t"]


def test_a_slip_of_the_pen_is_told_from_another_name() -> None:
    assert slips("pkg.a:mkae", ("pkg.a:make", "pkg.a:make_all", "pkg.a:other")) == ("pkg.a:make",)
    assert slips("pkg.fcatory:make", ("pkg.factory:make", "pkg.factory_two:make")) == ("pkg.factory:make",)
    names = ("pkg.a:create_websocket_manager", "pkg.a:WebSocketManagerFactory")
    assert slips("pkg.a:get_websocket_manager_factory", names) == ()
