"""Draw what is downstream of a module."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from graphkit.analysis.drawing_groups import groups_told
from graphkit.analysis.drawing_modules import Slice, picture
from graphkit.analysis.drawing_ties import drawn_edges, import_ties
from graphkit.analysis.feedback_arcs import Pair
from graphkit.model.drawing import Budget, Diagram
from graphkit.model.imports import IMPORT_TIME, ImportGraph


def draw_blast(graph: ImportGraph, module: str, tests: Collection[str], budget: Budget) -> Diagram:
    """Return the diagram of the modules that import `module`, even indirectly, at import or at call time."""
    ties = import_ties(graph)
    down = _downstream(ties, module)
    at_import = _downstream((pair for pair, tie in ties.items() if tie.when == IMPORT_TIME), module)
    inside = frozenset({*down, module})
    slice_ = Slice(
        inside,
        {pair: tie for pair, tie in ties.items() if pair[0] in inside and pair[1] in inside},
        frozenset(tests),
        module,
    )
    drawn = picture(slice_, budget)
    direct = sum(giver == module for _, giver in ties)
    hit = len(down & slice_.tests)
    summary = (
        f"{_modules(len(down))} of {len(graph.modules):,} import it, even indirectly: {len(down) - hit:,} of "
        f"production, {hit:,} of tests; {direct:,} directly; {len(at_import):,} run it at import time. "
        "Arrows run from importer to imported"
    )
    outside = f"Slice: the other {len(graph.modules) - len(slice_.modules):,} modules are left out"
    told = (summary, outside, *drawn.steps, *groups_told(drawn.nodes))
    edges = drawn_edges(drawn.ties, _with_direct(drawn.pairs, drawn.ties, module, budget))
    name = module.rpartition(".")[2]
    caption = tuple(f"{line}." for line in told)
    return Diagram(name, module, drawn.nodes, edges, caption, heading="Blast radius of")


def _downstream(pairs: Iterable[Pair], module: str) -> frozenset[str]:
    takers: dict[str, list[str]] = {}
    for taker, giver in pairs:
        takers.setdefault(giver, []).append(taker)
    seen, waiting = {module}, [module]
    while waiting:
        for taker in takers.get(waiting.pop(), ()):
            if taker not in seen:
                seen.add(taker)
                waiting.append(taker)
    return frozenset(seen - {module})


def _with_direct(
    pairs: frozenset[Pair], ties: Collection[Pair], module: str, budget: Budget
) -> frozenset[Pair]:
    """Add the arrows to the module itself, if there is room: who imports it directly is what people ask."""
    wider = pairs | {pair for pair in ties if pair[1] == module}
    return wider if len(wider) <= budget.edges else pairs


def _modules(count: int) -> str:
    return f"{count:,} module{'s' * (count != 1)}"
