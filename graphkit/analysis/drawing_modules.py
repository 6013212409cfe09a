"""Draw a part of the module graph within a budget, coarsened in named steps."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from graphkit.analysis.drawing_ties import Ties, merged_ties, on_cycles, reduced
from graphkit.analysis.feedback_arcs import Pair
from graphkit.model.drawing import CYCLE, FOCUS, MODULE, PACKAGE, TEST_MODULE, TEST_PACKAGE, Budget, Node
from graphkit.model.names import parent
from graphkit.model.packages import OWN, REST, WHOLE, PackageGroup, open_packages

# more edges a node than this are a mesh
_EDGES_A_NODE = 2
_FEW_EDGES = 24
_REDUCED = "Reduced"


class Slice(NamedTuple):
    """A part of the module graph that is to be drawn."""

    modules: frozenset[str]
    # between its modules
    ties: Ties
    tests: frozenset[str]
    # the module that the drawing is about, "" for none
    focus: str = ""
    # nothing is opened below so many components
    depth: int | None = None
    # draw packages from the start
    packages: bool = False


class Picture(NamedTuple):
    """One way to draw a slice: nodes, the ties between them, those to be drawn, and what was done."""

    nodes: tuple[Node, ...]
    ties: Ties
    pairs: frozenset[Pair]
    steps: tuple[str, ...]


def picture(part: Slice, budget: Budget) -> Picture:
    """Return the least coarse picture that keeps the budget; the last has direct importers alone."""
    last = None
    for last in _pictures(part, budget):
        if len(last.nodes) <= budget.nodes and len(last.pairs) <= _legible(budget, len(last.nodes)):
            return last
    assert last is not None
    return last


def _legible(budget: Budget, nodes: int) -> int:
    return min(budget.edges, max(_FEW_EDGES, _EDGES_A_NODE * nodes))


def _pictures(part: Slice, budget: Budget) -> Iterator[Picture]:
    if not part.packages:
        if len(part.modules) <= budget.nodes:
            nodes = _nodes(part, [PackageGroup(m, (m,), OWN) for m in sorted(part.modules)])
            yield Picture(nodes, part.ties, frozenset(part.ties), ())
        cycles = on_cycles(part.ties)
        if len(part.modules) - sum(len(cycle) - 1 for cycle in cycles) <= budget.nodes:
            yield _condensed(part, cycles)
    most = budget.nodes
    while most >= max(2, budget.nodes // 2):
        yield _collapsed(part, most)
        most = min(most - 1, most * 4 // 5)
    yield _direct_only(part, budget)


def _condensed(part: Slice, cycles: list[frozenset[str]]) -> Picture:
    merged = [cycle for cycle in cycles if part.focus not in cycle]
    within = {module for cycle in merged for module in cycle}
    alone = [PackageGroup(m, (m,), OWN) for m in sorted(part.modules - within)]
    groups = [*alone, *(PackageGroup("", tuple(sorted(cycle)), OWN) for cycle in merged)]
    nodes = _nodes(part, groups, cyclic=True)
    ties, pairs, told = _reduced(part, nodes)
    steps = []
    if merged:
        steps.append(f"Condensed: {len(within)} modules that import each other are {_count(merged, 'node')}")
    return Picture(nodes, ties, pairs, (*steps, *told))


def _collapsed(part: Slice, most: int) -> Picture:
    nodes = _nodes(part, _packages(part, most))
    ties, pairs, told = _reduced(part, nodes)
    closed = [node for node in nodes if len(node.members) > 1]
    inside = sum(len(node.members) for node in closed)
    step = f"Packages collapsed: {inside:,} of {len(part.modules):,} modules are {_count(closed, 'package')}"
    if part.depth is not None:
        step += f", opened to depth {part.depth} at most"
    return Picture(nodes, ties, pairs, (*((step,) if closed else ()), *told))


def _packages(part: Slice, most: int) -> list[PackageGroup]:
    """Open packages, those of tests apart and never more of them than of the others."""
    focus = [PackageGroup(part.focus, (part.focus,), OWN)] if part.focus else []
    rest = part.modules - {part.focus}
    tests = rest & part.tests
    room = most - len(focus)
    for_tests = min(len(tests), max(1, room * len(tests) // max(2 * len(rest), 1))) if tests else 0
    if not rest - tests:
        for_tests = room
    closed = open_packages(tests, for_tests, part.depth) if tests else ()
    others = open_packages(rest - tests, room - len(closed), part.depth) if rest - tests else ()
    return [*focus, *others, *closed]


def _reduced(part: Slice, nodes: tuple[Node, ...]) -> tuple[Ties, frozenset[Pair], tuple[str, ...]]:
    ties = merged_ties(part.ties, {module: node.key for node in nodes for module in node.members})
    pairs = reduced(ties)
    lost = len(ties) - len(pairs)
    told = (f"{_REDUCED}: arrows that follow from those drawn are left out: {lost:,}",) if lost else ()
    return ties, frozenset(pairs), told


def _direct_only(part: Slice, budget: Budget) -> Picture:
    if not part.focus:
        coarse = _collapsed(part, budget.nodes * 2 // 3)
        return _thinned(part, coarse, min(budget.edges, _EDGES_A_NODE * len(coarse.nodes)))
    near = {taker for taker, giver in part.ties if giver == part.focus} | {part.focus}
    # one arrow a node
    most = min(budget.nodes, _legible(budget, budget.nodes))
    nodes = _nodes(part, _packages(part._replace(modules=frozenset(near)), most))
    ties = merged_ties(part.ties, {module: node.key for node in nodes for module in node.members})
    pairs = frozenset(pair for pair in ties if pair[1] == part.focus)
    left = len(part.modules) - len(near)
    steps = (
        "Direct only: modules that import it themselves, and no arrows between them",
        f"Left out: {left:,} modules that import it through others",
    )
    return Picture(nodes, ties, pairs, steps)


def _thinned(part: Slice, drawn: Picture, most: int) -> Picture:
    """Keep the arrow with most imports out of and into every node, then those with most imports."""
    heaviest = sorted(drawn.ties, key=lambda pair: (-drawn.ties[pair].statements, pair))
    kept: set[Pair] = set()
    for end in (0, 1):
        ends: set[str] = set()
        for pair in heaviest:
            if pair[end] not in ends and len(kept) < most:
                ends.add(pair[end])
                kept.add(pair)
    for pair in heaviest:
        if len(kept) < most:
            kept.add(pair)
    lost = [drawn.ties[pair].statements for pair in drawn.ties if pair not in kept]
    collapsed = tuple(step for step in drawn.steps if not step.startswith(_REDUCED))
    step = (
        f"Direct only: the {len(kept):,} arrows with most imports; left out: {len(lost):,} lighter ones "
        f"({sum(lost):,} of {sum(tie.statements for tie in drawn.ties.values()):,} imports)"
    )
    return drawn._replace(pairs=frozenset(kept), steps=(*collapsed, step))


def _nodes(part: Slice, groups: Collection[PackageGroup], *, cyclic: bool = False) -> tuple[Node, ...]:
    direct = {taker for taker, giver in part.ties if giver == part.focus}
    taken: dict[str, int] = {}
    nodes = []
    for group in groups:
        node = _node(part, group, direct, cyclic=cyclic)
        times = taken[node.key] = taken.get(node.key, 0) + 1
        nodes.append(node if times == 1 else node._replace(key=f"{node.key} ({times})"))
    return tuple(sorted(nodes))


def _node(part: Slice, group: PackageGroup, direct: set[str], *, cyclic: bool) -> Node:
    near = sum(module in direct for module in group.members)
    first = group.members[0]
    is_test = all(module in part.tests for module in group.members)
    if group.single:
        near_it: tuple[str, ...] = ("imports it directly",) if near and part.focus else ()
        state = FOCUS if first == part.focus else TEST_MODULE if is_test else MODULE
        return Node(first, first.rpartition(".")[2], near_it, state, parent(first), group.members)
    size = f"{len(group.members):,} modules"
    details = (size, *((f"{near:,} import it directly",) if near and part.focus else ()))
    if cyclic:
        title = f"{first.rpartition('.')[2]} and {len(group.members) - 1} more"
        return Node(f"{first} …", title, details, CYCLE, parent(first), group.members)
    state = TEST_PACKAGE if is_test else PACKAGE
    last = group.package.rpartition(".")[2]
    if group.kind == WHOLE:
        title = last or ("all tests" if is_test else "all modules")
    elif group.kind == REST:
        title = f"{last}: smaller parts" if last else "smaller packages"
    else:
        title = f"{last}: its own modules" if last else "top-level modules"
    key = f"{group.package or first}.*" if group.kind == WHOLE else f"{group.package or first} …{group.kind}"
    inside = parent(group.package) if group.kind == WHOLE else group.package
    return Node(key, title, details, state, inside, group.members)


def module_states(modules: Collection[str], states: Mapping[str, str], default: str) -> str:
    """Return the state that all of `modules` share, else `default`."""
    found = {states.get(module, default) for module in modules}
    return found.pop() if len(found) == 1 else default


def _count(things: Collection[object], noun: str) -> str:
    return f"{len(things):,} {noun}{'s' * (len(things) != 1)}"
