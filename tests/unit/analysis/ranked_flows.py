"""Traces written in one line, for the tests of what orders them."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.model.imports import BlastRadius, ImportEdge, ImportGraph
from graphkit.model.names import Symbol, parse_symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.uses import Consumer, Dangling, Definition, FlowEdge, Reexport, Trace, Use

POSSIBLE = Use("", 9, "dynamic_import", "call_time", False, "possible", "getattr", source="facade:f")


def trace_of(edges: str, consumers: str = "", reexports: str = "", possible: Mapping[str, int] = {}) -> Trace:
    """Make the trace of `core:f` from "a:f>facade:f b:>core:f@call t:>b:f@patch_string".

    What begins with "test_" is a test. Each consumer has the uses its edges make, numbered by line.
    """
    flow = [_edge(number, edge) for number, edge in enumerate(edges.split(), 1)]
    names = [*consumers.split(), *(name for name in possible if name not in consumers.split())]
    return Trace(
        target=Symbol("core", "f"),
        definitions=(Definition("core", "core.py", 1, "function", "f"),),
        reexports=tuple(
            Reexport(module, "f", "core:f", f"{module}.py", 1, "import", "import_time", False)
            for module in reexports.split()
        ),
        consumers=tuple(_consumer(module, flow, possible.get(module, 0)) for module in sorted(names)),
        exports=(),
        dangling=(),
        flow=tuple(flow),
        mentions=None,
        problems=(),
        files=FilesSeen(1, 1),
    )


def _edge(line: int, text: str) -> FlowEdge:
    way, _, how = text.partition("@")
    taker, giver = map(parse_symbol, way.split(">"))
    kind = how or ("import" if taker.name else "call")
    when = "import_time" if taker.name else "call_time"
    return FlowEdge(taker, giver, f"{taker.module}.py", line, when, False, kind)


def _consumer(module: str, flow: list[FlowEdge], possible: int) -> Consumer:
    own = [edge for edge in flow if edge.taker.module == module]
    uses = [
        Use(e.file, e.line, e.how, e.when, e.guarded, "certain", e.giver.name, source=str(e.giver))
        for e in own
    ]
    uses += [POSSIBLE._replace(file=f"{module}.py", line=90 + number) for number in range(possible)]
    return Consumer(module, f"{module}.py", module.startswith("test_"), (), tuple(uses))


def radii_of(trace: Trace, sizes: Mapping[str, int] = {}) -> dict[str, BlastRadius]:
    """Return a radius for every module; `sizes` are those at import time."""
    names = {symbol.module for edge in trace.flow for symbol in (edge.taker, edge.giver)} | {"core"}
    names |= {row.module for row in trace.consumers} | {row.module for row in trace.reexports}
    names |= {row.module for row in trace.dangling}
    return {m: BlastRadius(m, f"{m}.py", 1, 12, 1, sizes.get(m, 0), 2, 10) for m in sorted(names)}


def imports_of(edges: str) -> ImportGraph:
    """Make the import graph of "a>b c>d@call_time e>f@guarded"."""
    found = []
    for edge in edges.split():
        pair, _, mark = edge.partition("@")
        importer, imported = pair.split(">")
        when = mark if mark not in ("", "guarded") else "import_time"
        found.append(ImportEdge(importer, imported, 1, (), when, mark == "guarded"))
    modules = {module for edge in found for module in (edge.importer, edge.imported)}
    return ImportGraph(tuple(sorted(modules)), tuple(sorted(found)))


def dangling(module: str, through: str = "gone:f", *, guarded: bool = False) -> Dangling:
    """Make a reference that dangles."""
    reason = "there is no such module"
    return Dangling(module, f"{module}.py", 7, "patch_string", through, "call_time", guarded, reason)
