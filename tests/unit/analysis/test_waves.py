from __future__ import annotations

from collections.abc import Mapping

from graphkit.analysis.obligations import obligations
from graphkit.analysis.waves import Placed, place
from tests.unit.analysis.ranked_flows import trace_of


def placed(
    edges: str,
    consumers: str = "",
    reexports: str = "",
    possible: Mapping[str, int] = {},
) -> Mapping[str, Placed]:
    return place(obligations(trace_of(edges, consumers, reexports, possible)))


def waves(found: Mapping[str, Placed]) -> dict[str, int]:
    return {module: row.wave for module, row in found.items()}


def test_consumers_before_the_facades_they_go_through_and_the_definition_last() -> None:
    found = placed("a:f>facade:f b:>core:f facade:f>core:f", "a b", "facade")
    assert waves(found) == {"a": 1, "b": 1, "facade": 2, "core": 3}
    assert found["facade"].after == ("a",)
    assert found["core"].after == ("b", "facade")


def test_a_cycle_of_symbol_flow_shares_wave_and_step() -> None:
    found = placed("a:f>x:f x:f>y:f y:g>x:g x:g>core:f y:f>core:f", "a", "x y")
    assert waves(found) == {"a": 1, "x": 2, "y": 2, "core": 3}
    assert found["x"].step == found["y"].step != found["core"].step
    assert (found["x"].cycle, found["x"].after) == (("y",), ("a",))


def test_a_test_that_patches_a_name_moves_with_its_module() -> None:
    found = placed("a:f>facade:f facade:f>core:f test_a:>facade:f@patch_string", "a test_a", "facade")
    assert waves(found) == {"a": 1, "facade": 2, "test_a": 2, "core": 3}
    assert found["test_a"].step == found["facade"].step
    assert found["facade"].followers == ("test_a",)
    assert found["facade"].after == ("a",)


def test_a_test_that_patches_several_goes_with_the_last_and_joins_nothing() -> None:
    edges = "a:f>facade:f facade:f>core:f t:>a:f@patch_string t:>facade:f@patch_string"
    found = placed(edges, "a t", "facade")
    assert waves(found) == {"a": 1, "facade": 2, "t": 2, "core": 3}
    assert found["a"].followers == found["facade"].followers == ("t",)
    assert found["a"].step != found["facade"].step == found["t"].step


def test_a_test_that_takes_and_patches_the_same_name_is_of_the_same_step() -> None:
    found = placed("t:f>facade:f t:>facade:f@patch_string facade:f>core:f", "t", "facade")
    assert found["t"].wave == found["facade"].wave
    assert found["t"].step == found["facade"].step
    assert found["facade"].after == ()


def test_a_test_that_must_go_early_leaves_its_patch_to_the_later_step() -> None:
    edges = "t:f>facade:f facade:f>core:f t:>core:f@patch_string"
    found = placed(edges, "t", "facade")
    assert waves(found) == {"t": 1, "facade": 2, "core": 3}
    assert found["core"].followers == ("t",)


def test_tests_of_the_deprecated_behaviour_go_in_the_definitions_wave() -> None:
    found = placed("test_core:f>core:f a:f>facade:f facade:f>core:f", "test_core a", "facade")
    assert waves(found) == {"a": 1, "facade": 2, "core": 3, "test_core": 3}
    assert found["test_core"].step != found["core"].step
    assert found["core"].after == ("facade", "test_core")


def test_what_is_held_by_a_star_alone_goes_with_what_gives_it() -> None:
    edges = "a:f>star:f star:f>facade:f@star_import facade:f>core:f"
    found = placed(edges, "a", "star facade")
    assert waves(found) == {"a": 1, "facade": 2, "star": 2, "core": 3}
    assert found["star"].step == found["facade"].step
    assert found["facade"].after == ()


def test_what_is_only_possibly_a_use_waits_with_the_definition() -> None:
    found = placed("a:f>facade:f facade:f>core:f", "a", "facade", {"maybe": 1, "a": 1})
    assert waves(found) == {"a": 1, "facade": 2, "core": 3, "maybe": 3}
