"""A small deprecation as values, for the tests of plans.

app.one, app.two, tests.test_one  ->  app.facade  ->  app.old:make
app.far  ->  app.outer  ->  app.facade
"""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.analysis.planning import Material, plan_phases
from graphkit.analysis.planning_commands import Words, whole_rollback
from graphkit.analysis.planning_risks import Ground
from graphkit.model.breakage import Breakage, WhatIf
from graphkit.model.compliance import Compliance, Share, SymbolCompliance
from graphkit.model.edits import FileEdit, SuggestedEdit
from graphkit.model.names import Symbol
from graphkit.model.plan import Limits, Plan, Unseen
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import RankedModule
from graphkit.model.testing import CoveredPath, OnPath, Reach, SelectedTests, SymbolTest, UntestedConsumer
from graphkit.model.uses import Consumer, Definition, FlowEdge, Reexport, Trace, Use

FILES = FilesSeen(9, 9)
TARGET = Symbol("app.old", "make")


def file_of(module: str) -> str:
    return module.replace(".", "/") + ".py"


def edge(
    taker: str,
    giver: str,
    line: int = 1,
    *,
    when: str = "import_time",
    guarded: bool = False,
    how: str = "import",
) -> FlowEdge:
    """`taker` and `giver` are written `module:name`; a use without binding has no name."""
    left, right = taker.partition(":"), giver.partition(":")
    return FlowEdge(
        Symbol(left[0], left[2]), Symbol(right[0], right[2]), file_of(left[0]), line, when, guarded, how
    )


def consumer(
    module: str, *uses: tuple[int, str], certainty: str = "certain", source: str = "app.facade:make"
) -> Consumer:
    made = tuple(
        Use(file_of(module), line, kind, "import_time", False, certainty, "make", source=source)
        for line, kind in uses
    )
    return Consumer(module, file_of(module), module.startswith("tests."), ("app.facade",), made)


def row(
    module: str,
    wave: int = 1,
    role: str = "consumer",
    *,
    waits_for: tuple[str, ...] = (),
    together: tuple[str, ...] = (),
    uses: int = 2,
    possible: int = 0,
    import_time: int = 0,
) -> RankedModule:
    return RankedModule(
        1, wave, module, file_of(module), role, uses, 0, 0, 0, 0, waits_for, 0, ("because",),
        import_time=import_time, together=together, pattern="import + call", possible=possible,
    )  # fmt: skip


FLOW = (
    edge("app.far:make", "app.outer:make", 3),
    edge("app.one:make", "app.facade:make", 4),
    edge("app.outer:make", "app.facade:make", 1),
    edge("app.two", "app.facade:make", 9, when="call_time", how="call"),
    edge("app.facade:make", "app.old:make", 2),
    edge("tests.test_one:make", "app.facade:make", 5),
)
CONSUMERS = (
    consumer("app.far", (3, "import"), (8, "call")),
    consumer("app.one", (4, "import"), (7, "call")),
    consumer("app.two", (9, "call")),
    consumer("tests.test_one", (5, "import"), (6, "call")),
)
RANKED = (
    row("tests.test_one"),
    row("app.far", import_time=2),
    row("app.one"),
    row("app.two", uses=1),
    row("app.outer", 2, "facade", waits_for=("app.far",), uses=1),
    row("app.facade", 3, "facade", waits_for=("app.one", "app.outer", "app.two", "tests.test_one"), uses=1),
    row("app.old", 4, "definition", waits_for=("app.facade",), uses=0),
)


def trace_of(
    flow: Iterable[FlowEdge] = FLOW, consumers: Iterable[Consumer] = CONSUMERS, target: Symbol = TARGET
) -> Trace:
    """A trace whose re-exports are the named takers that somebody takes from, or that use nothing."""
    flow, consumers = tuple(flow), tuple(consumers)
    using = {consumer.module for consumer in consumers}
    given = {edge.giver for edge in flow}
    reexports = tuple(
        Reexport(e.taker.module, e.taker.name, str(e.giver), e.file, e.line, e.how, e.when, e.guarded)
        for e in flow
        if e.taker.name and (e.taker in given or e.taker.module not in using)
    )
    return Trace(
        target, (Definition(target.module, file_of(target.module), 1, "function", target.name),),
        reexports, consumers, (), (), flow, None, (), FILES,
    )  # fmt: skip


GOLDEN = CoveredPath(
    "chat",
    ("app.one",),
    ("tests/test_one.py",),
    (),
    (OnPath("app.one", ("app.one",)),),
    ("tests/test_one.py",),
)


def selected(
    *, golden: tuple[CoveredPath, ...] = (GOLDEN,), untested: tuple[str, ...] = ("app.two",)
) -> SelectedTests:
    test = SymbolTest("tests.test_one", "tests/test_one.py", "binds", ("tests/test_one.py::test_it",), (5, 6))
    return SelectedTests(
        str(TARGET),
        (test,),
        (
            Reach("tests.test_one", "tests/test_one.py", "tests.test_one", 0, True, ("tests.test_one",)),
            Reach("tests.test_one", "tests/test_one.py", "app.one", 1, True, ("tests.test_one", "app.one")),
        ),
        golden,
        tuple(UntestedConsumer(module, file_of(module), 3) for module in untested),
        (), (), FILES,
    )  # fmt: skip


def whatif_of(*modules: str, name: str = "app.facade:make") -> WhatIf:
    rows = tuple(
        Breakage(module, file_of(module), 4, "ImportError", "cannot import name 'make' from 'app.facade'")
        for module in modules
    )
    summary = f"unsafe: {len(rows)} modules fail at import" if rows else "safe: nothing takes it"
    verdict = "unsafe" if rows else "safe"
    return WhatIf((name,), (), verdict, summary, rows, (), (), (), (), (), FILES)


def edit_of(module: str, after: str = "Manager()") -> FileEdit:
    diff = f"--- a/{file_of(module)}\n+++ b/{file_of(module)}\n@@ -7 +7 @@\n-make()\n+{after}\n"
    edits = (SuggestedEdit(file_of(module), 7, "make()", after, "mechanical"),)
    return FileEdit(module, file_of(module), edits, diff, "mechanical")


def material(
    trace: Trace | None = None, modules: tuple[RankedModule, ...] = RANKED, tests: SelectedTests | None = None
) -> Material:
    return Material(
        Words("old-make", "old-make"),
        Ground(trace or trace_of(), tests or selected()),
        modules,
        ("app.facade",),
        {module: edit_of(module) for module in ("app.one", "app.far")},
        {"app.one": "deprecated"},
        {3: 3},
        compliance={1: 80.0, 2: 80.0, 3: 100.0, 4: 100.0},
    )


def plan_of(
    made: Material | None = None, *, problems: tuple[Problem, ...] = (), unseen: tuple[Unseen, ...] = ()
) -> Plan:
    made = made or material()
    share = Share("all", 4, 0, 1, 7, 1, 20.0, 12.5)
    symbols = SymbolCompliance("old-make", (str(TARGET),), "app.new:Manager", (), (share,))
    return Plan(
        target=str(made.ground.trace.target),
        deprecation="old-make",
        replacement="app.new:Manager",
        trace=made.ground.trace,
        compliance=Compliance("old-make", (symbols,), (), (), (), FILES),
        tests=made.ground.tests,
        verdicts=(("remove app.facade:make", whatif_of("app.one", "app.outer", "tests.test_one")),),
        phases=plan_phases(made),
        golden_paths=made.ground.tests.golden_paths,
        unseen=unseen,
        rollback=whole_rollback(made.words, 1),
        limits=Limits(),
        problems=problems,
        files=FILES,
    )
