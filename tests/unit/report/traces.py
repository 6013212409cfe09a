"""Traces to draw, made of plain values."""

from __future__ import annotations

from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.uses import Consumer, Dangling, Definition, FlowEdge, Reexport, Trace, Use

NAME = "make_manager"
CORE = Symbol("shop.core.factory", NAME)
FACADE = Symbol("shop.core.canonical_imports", NAME)


def take(
    taker: str, giver: Symbol, line: int, when: str = "import_time", *, guarded: bool = False
) -> FlowEdge:
    module, _, name = taker.partition(":")
    return FlowEdge(Symbol(module, name), giver, f"{module}.py", line, when, guarded)


def consumer(module: str, *lines: int, is_test: bool = False, certainty: str = "certain") -> Consumer:
    file = module.replace(".", "/") + ".py"
    uses = tuple(
        Use(file, line, "call", "call_time", False, certainty, source=str(FACADE)) for line in lines or (1,)
    )
    return Consumer(module, file, is_test, (FACADE.module,), uses)


def reexport(module: str, line: int, kind: str = "import") -> Reexport:
    return Reexport(module, NAME, str(CORE), f"{module}.py", line, kind, "import_time", False)


def trace(
    consumers: list[Consumer],
    flow: list[FlowEdge],
    reexports: list[Reexport] | None = None,
    dangling: list[Dangling] | None = None,
    problems: int = 0,
) -> Trace:
    """Make a trace of CORE with FACADE re-exporting it on line 34."""
    return Trace(
        target=CORE,
        definitions=(Definition(CORE.module, "shop/core/factory.py", 15, "function", NAME),),
        reexports=(reexport(FACADE.module, 34), *(reexports or [])),
        consumers=tuple(consumers),
        exports=(),
        dangling=tuple(dangling or []),
        flow=(take(str(FACADE), CORE, 34), *flow),
        mentions=None,
        problems=tuple(Problem("bad.py", line, "does not parse") for line in range(problems)),
        files=FilesSeen(1234, 1235),
    )


def crowd(size: int, packages: int, facades: int = 0, *, tests: bool = False) -> Trace:
    """Make `size` consumers in `packages` packages, behind FACADE and `facades` more."""
    more = [Symbol(f"shop.legacy.facade_{index}", NAME) for index in range(facades)]
    givers = [FACADE, *more]
    modules = [f"app.area_{i % packages}.part.module_{i}" for i in range(size)]
    return trace(
        [consumer(module, is_test=tests) for module in modules],
        [take(f"{m}:{NAME}", givers[i % len(givers)], i + 1) for i, m in enumerate(modules)]
        + [take(str(facade), CORE, 5) for facade in more],
        [reexport(facade.module, 5) for facade in more],
    )
