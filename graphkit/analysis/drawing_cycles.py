"""Draw import cycles, and which imports to cut so that none is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise

from graphkit.analysis.drawing_groups import groups_told
from graphkit.analysis.drawing_modules import module_states
from graphkit.analysis.drawing_ties import Tie, Ties, drawn_edges, import_ties, merged_ties, on_cycles
from graphkit.analysis.feedback_arcs import Pair, feedback_arcs
from graphkit.model.drawing import MODULE, PACKAGE, TEST_MODULE, TEST_PACKAGE, Budget, Diagram, Node
from graphkit.model.imports import IMPORT_TIME, ImportGraph
from graphkit.model.names import parent

_NAMED = 5
_EDGES_A_NODE = 2


def draw_cycles(
    graph: ImportGraph, title: str, tests: Collection[str], depth: int | None, budget: Budget
) -> Diagram:
    """Return the diagram of the cycles of imports that run at import time, of packages with a `depth`.

    When they are too many to be drawn, the shortest cycle that each proposed cut closes, for as many cuts as
    there is room.
    """
    ties = import_ties(graph, (IMPORT_TIME,))
    members: dict[str, tuple[str, ...]] = {module: (module,) for module in graph.modules}
    if depth:
        members = _packages(graph.modules, depth)
        ties = merged_ties(ties, {module: key for key, inside in members.items() for module in inside})
    cycles = on_cycles(ties)
    cyclic = {name for cycle in cycles for name in cycle}
    group = {name: index for index, cycle in enumerate(cycles) for name in cycle}
    inner = {
        pair: tie for pair, tie in ties.items() if pair[0] in group and group[pair[0]] == group.get(pair[1])
    }
    cuts = feedback_arcs({pair: tie.statements for pair, tie in inner.items()})
    pairs, shown, steps = _drawn(inner, cuts, budget)
    names = {name for pair in pairs for name in pair}
    nodes = tuple(sorted(_node(name, members[name], tests, f"Cycle {group[name] + 1}") for name in names))
    kind = "packages" if depth else "modules"
    told = [_summary(cycles, cyclic, inner, cuts, kind), *steps]
    if cyclic - names:
        told.append(f"Left out: {len(cyclic - names):,} of {len(cyclic):,} {kind} that are on cycles")
    told += [_cuts_told(shown, inner), *groups_told(nodes)] if cuts else []
    edges = drawn_edges(inner, pairs, cuts)
    caption = tuple(f"{line}." for line in told)
    return Diagram(title, title, nodes, edges, caption, heading="Import cycles in")


def _packages(modules: Iterable[str], depth: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for module in modules:
        found.setdefault(".".join(module.split(".")[:depth]), []).append(module)
    return {name: tuple(inside) for name, inside in found.items()}


def _drawn(
    ties: Ties, cuts: tuple[Pair, ...], budget: Budget
) -> tuple[set[Pair], tuple[Pair, ...], tuple[str, ...]]:
    """Return the arrows to draw, the cuts among them, and the steps taken."""
    names = {name for pair in ties for name in pair}
    if len(names) <= budget.nodes and len(ties) <= min(budget.edges, max(24, _EDGES_A_NODE * len(names))):
        return set(ties), cuts, ()
    successors: dict[str, list[str]] = {}
    for taker, giver in sorted(ties):
        successors.setdefault(taker, []).append(giver)
    rings = sorted((_shortest_cycle(successors, cut), cut) for cut in cuts)
    rings.sort(key=lambda ring: len(ring[0]))
    drawn: set[Pair] = set()
    for ring, _ in rings:
        wider = drawn | set(ring)
        if len({name for pair in wider for name in pair}) <= budget.nodes and len(wider) <= budget.edges:
            drawn = wider
    shown = tuple(cut for cut in cuts if cut in drawn)
    step = (
        f"Slice: the shortest cycle that each proposed cut closes, for {len(shown):,} of {len(cuts):,} cuts, "
        f"shortest first; {len(drawn):,} of {len(ties):,} arrows"
    )
    return drawn, shown, (step,)


def _shortest_cycle(successors: Mapping[str, list[str]], cut: Pair) -> tuple[Pair, ...]:
    """Return the arrows of a shortest cycle through `cut`; breadth first, O(edges)."""
    taker, giver = cut
    before: dict[str, str] = {giver: ""}
    queue = deque([giver])
    while queue and taker not in before:
        name = queue.popleft()
        for other in successors.get(name, ()):
            if other not in before:
                before[other] = name
                queue.append(other)
    path = [taker]
    while path[-1] != giver:
        path.append(before[path[-1]])
    path.reverse()
    return (cut, *pairwise(path))


def _node(name: str, members: tuple[str, ...], tests: Collection[str], cluster: str) -> Node:
    states = {module: TEST_MODULE for module in members if module in tests}
    state = module_states(members, states, MODULE)
    if len(members) > 1 or members[0] != name:
        state = TEST_PACKAGE if state == TEST_MODULE else PACKAGE
        return Node(name, f"{name}.*", (f"{len(members):,} modules",), state, cluster, members)
    return Node(
        name, name.rpartition(".")[2], (parent(name),) if parent(name) else (), state, cluster, members
    )


def _summary(
    cycles: list[frozenset[str]], cyclic: set[str], ties: Ties, cuts: tuple[Pair, ...], kind: str
) -> str:
    if not cycles:
        return f"There are no cycles: no {kind} import each other at import time"
    statements = sum(ties[cut].statements for cut in cuts)
    groups = "1 group" if len(cycles) == 1 else f"{len(cycles):,} groups"
    return (
        f"{len(cyclic):,} {kind} import each other at import time, in {groups}, the largest of "
        f"{len(cycles[0]):,}; {len(ties):,} arrows. Without {len(cuts):,} of them "
        f"({statements:,} import statement{'s' * (statements != 1)}) no cycle is left, by the heuristic of "
        "Eades, Lin and Smyth. Arrows run from importer to imported"
    )


def _cuts_told(shown: tuple[Pair, ...], ties: Mapping[Pair, Tie]) -> str:
    told = ", ".join(
        f"{taker} → {giver}" + (f" (l. {ties[taker, giver].line})" if ties[taker, giver].line else "")
        for taker, giver in shown[:_NAMED]
    )
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    return f"Proposed cuts: {told}{more}"
