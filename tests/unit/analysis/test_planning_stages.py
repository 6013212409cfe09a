"""Which phase a module is in."""

from __future__ import annotations

from graphkit.analysis.planning_stages import phase_numbers
from tests.plan_values import CONSUMERS, FLOW, RANKED, consumer, edge, row, trace_of


def test_roles() -> None:
    assert phase_numbers(RANKED, trace_of(), ("app.facade",)) == {
        "tests.test_one": 1,
        "app.far": 1,
        "app.one": 1,
        "app.two": 1,
        "app.outer": 2,
        "app.facade": 3,
        "app.old": 4,
    }


def test_without_a_configured_facade_all_facades_pass_it_on() -> None:
    assert phase_numbers(RANKED, trace_of())["app.facade"] == 2


def test_a_facade_that_uses_it_too_is_a_consumer() -> None:
    trace = trace_of(FLOW, (*CONSUMERS, consumer("app.outer", (1, "import"), (5, "call"))))
    assert phase_numbers(RANKED, trace, ("app.facade",))["app.outer"] == 1


def test_what_waits_for_a_later_phase_moves_there() -> None:
    modules = (
        row("app.a"),
        row("app.pass", 2, "facade", waits_for=("app.a",)),
        row("app.b", 3, waits_for=("app.pass",)),
    )
    trace = trace_of(
        (
            edge("app.a:make", "app.pass:make"),
            edge("app.pass:make", "app.b:make"),
            edge("app.b:make", "app.old:make"),
        ),
        (consumer("app.a", (1, "import"), (2, "call")), consumer("app.b", (1, "import"), (2, "call"))),
    )
    assert phase_numbers(modules, trace) == {"app.a": 1, "app.pass": 2, "app.b": 2}


def test_a_cycle_is_in_one_phase() -> None:
    modules = (
        row("app.x", 1, "facade", waits_for=("app.facade",), together=("app.facade",)),
        row("app.facade", 1, "facade", waits_for=("app.x",), together=("app.x",)),
    )
    assert phase_numbers(modules, trace_of(), ("app.facade",)) == {"app.x": 3, "app.facade": 3}


def test_a_test_follows_what_it_patches_and_draws_nothing_along() -> None:
    together = ("app.facade", "app.one", "tests.test_one")
    modules = tuple(
        row(name, together=tuple(other for other in together if other != name))
        for name in ("app.one", "tests.test_one")
    )
    modules = (*modules, row("app.facade", 3, "facade", together=("tests.test_one",)))
    numbers = phase_numbers(modules, trace_of(), ("app.facade",))
    assert numbers["tests.test_one"] == 3
    assert numbers["app.facade"] == 3


def test_what_only_may_use_it_waits_for_the_definition() -> None:
    modules = (row("app.maybe", possible=2), row("app.one", possible=1))
    assert phase_numbers(modules, trace_of()) == {"app.maybe": 4, "app.one": 1}


def test_star_imports_follow_the_last_that_gives_it() -> None:
    modules = (
        row("app.names", 2, "facade", together=("app.stars",)),
        row("app.stars", 3, "facade", together=("app.facade", "app.names"))._replace(passive=True),
        row("app.facade", 3, "facade", waits_for=("app.stars",), together=("app.stars",)),
    )
    numbers = phase_numbers(modules, trace_of(), ("app.facade",))
    assert numbers == {"app.names": 2, "app.stars": 3, "app.facade": 3}
