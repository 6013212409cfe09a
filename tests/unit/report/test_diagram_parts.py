from __future__ import annotations

import pytest

from graphkit.model.uses import Consumer, Dangling
from graphkit.report.diagram_parts import Take, parts_of, takes_of
from tests.unit.report.traces import CORE, FACADE, NAME, consumer, reexport, take, trace

GONE = Dangling("shop.old", "shop/old.py", 8, "import", f"shop.gone:{NAME}", "call_time", True, "not there")


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (consumer("shop.a"), "production consumer"),
        (consumer("tests.test_a", is_test=True), "test consumer"),
        (consumer("shop.a", certainty="possible"), "possible"),
        (consumer("run_all"), "script or notebook"),
        (
            Consumer("shop.demo", "shop/demo.ipynb", False, (), consumer("shop.demo").uses),
            "script or notebook",
        ),
    ],
)
def test_a_consumers_state(found: Consumer, state: str) -> None:
    assert parts_of(trace([found], []))[found.module].state == state


def test_a_consumer_that_merely_binds_the_name_is_no_facade() -> None:
    found = trace([consumer("shop.a")], [take(f"shop.a:{NAME}", CORE, 1)], [reexport("shop.a", 1)])
    assert parts_of(found)["shop.a"].state == "production consumer"


def test_a_consumer_that_others_take_from_is_a_facade() -> None:
    flow = [take(f"shop.a:{NAME}", CORE, 1), take("shop.b:", FACADE._replace(module="shop.a"), 1)]
    parts = parts_of(trace([consumer("shop.a"), consumer("shop.b")], flow, [reexport("shop.a", 1)]))
    assert parts["shop.a"].state == "facade"
    assert (parts["shop.a"].uses, parts["shop.a"].detail) == (1, "re-exports: l. 1")


def test_a_consumer_whose_name_is_patched_is_no_facade() -> None:
    patch = take("tests.test_a:", FACADE._replace(module="shop.a"), 9)._replace(how="patch_string")
    flow = [take(f"shop.a:{NAME}", CORE, 1), patch]
    found = trace([consumer("shop.a"), consumer("tests.test_a", is_test=True)], flow, [reexport("shop.a", 1)])
    assert parts_of(found)["shop.a"].state == "production consumer"
    assert found.facades == {FACADE.module}


def test_what_is_handed_on_by_module_getattr_alone_is_a_shim() -> None:
    parts = parts_of(trace([], [], [reexport("shop.lazy", 3, "lazy")]))
    assert (parts["shop.lazy"].state, parts["shop.lazy"].detail) == ("shim", "re-export l. 3")


def test_a_dangling_reference_says_through_what() -> None:
    parts = parts_of(trace([], [], dangling=[GONE, GONE._replace(line=9)]))
    assert (parts["shop.old"].state, parts["shop.old"].uses) == ("dangling", 2)
    assert parts["shop.old"].detail == "through shop.gone"
    assert "shop.gone" not in parts


def test_possible_uses_without_flow_are_takes_of_their_own_kind() -> None:
    takes = takes_of(trace([consumer("shop.a", 5, certainty="possible")], [], dangling=[GONE]))
    assert Take("shop.a", FACADE.module, 5, "", "possible", False) in takes
    assert Take("shop.old", "shop.gone", 8, "", "possible", True) in takes


def test_flow_hides_the_uses_behind_it() -> None:
    found = consumer("shop.a", 5, certainty="possible")
    takes = takes_of(trace([found], [take(f"shop.a:{NAME}", FACADE, 2)]))
    assert [t for t in takes if t.taker == "shop.a"] == [
        Take("shop.a", FACADE.module, 2, "", "import_time", False)
    ]
