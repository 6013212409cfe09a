"""Draw the order of the migration: a column for each wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graphkit.analysis.drawing_groups import Group, alike, alone, by_package, groups_told, node_keys, node_of
from graphkit.analysis.drawing_ties import Tie, drawn_edges, merged_ties, reduced
from graphkit.analysis.feedback_arcs import Pair
from graphkit.model.drawing import MODULE, WAITS, Budget, Diagram, Node
from graphkit.model.imports import IMPORT_TIME
from graphkit.model.names import Symbol
from graphkit.model.ranking import RankedModule

_EDGES_A_NODE = 2
# more in one column do not fit a page
_COLUMN = 22


def draw_waves(
    target: Symbol, rows: Sequence[RankedModule], states: Mapping[str, str], budget: Budget
) -> Diagram:
    """Return the diagram of who moves in which wave; arrows run from who moves first to what waits for it."""
    known = {row.module: states.get(row.module, MODULE) for row in rows}
    waves: dict[int, list[RankedModule]] = {}
    for row in rows:
        waves.setdefault(row.wave, []).append(row)
    ties = _ties(rows)
    for groups, steps in _ladder(waves, known, ties, budget):  # noqa: B007  (the last is kept)
        nodes = _nodes(groups, rows, waves)
        merged = merged_ties(ties, node_keys(nodes))
        pairs = reduced(merged)
        tallest = max((len(found) for found in groups.values()), default=0)
        if (
            len(nodes) <= budget.nodes
            and tallest <= _COLUMN
            and len(pairs) <= min(budget.edges, _EDGES_A_NODE * len(nodes))
        ):
            break
    lost = len(merged) - len(pairs)
    told = [_summary(rows, waves), *steps]
    if lost:
        told.append(f"Reduced: arrows that follow from those drawn are left out: {lost:,}")
    left = len(known) - len({module for node in nodes for module in node.members})
    if left:
        told.append(f"Left out: {left:,} modules of the last waves")
    told += groups_told(nodes)
    edges = tuple(edge._replace(label="", look=WAITS) for edge in drawn_edges(merged, pairs))
    return Diagram(
        target.name or target.module,
        str(target),
        nodes,
        edges,
        tuple(f"{line}." for line in told),
        heading="Waves to migrate off",
        columns=tuple(_title(wave, waves) for wave in sorted(groups)),
    )


def _ties(rows: Sequence[RankedModule]) -> dict[Pair, Tie]:
    """Return (who moves first, who waits for it)."""
    known = {row.module for row in rows}
    return {
        (other, row.module): Tie(1, IMPORT_TIME, False)
        for row in rows
        for other in row.waits_for
        if other in known and other != row.module
    }


def _ladder(
    waves: Mapping[int, list[RankedModule]],
    states: Mapping[str, str],
    ties: Mapping[Pair, Tie],
    budget: Budget,
) -> Iterator[tuple[dict[int, list[Group]], tuple[str, ...]]]:
    """Yield wave → groups, ever coarser, and the steps that led there."""
    modules = {wave: [row.module for row in rows] for wave, rows in waves.items()}
    yield {wave: alone(names, states) for wave, names in modules.items()}, ()
    waiting: dict[str, set[str]] = {}
    for first, later in ties:
        waiting.setdefault(first, set()).add(later)
    condensed = "Condensed: modules of one package and wave that the same modules wait for are one node"
    yield (
        {
            wave: alike(names, states, lambda module: tuple(sorted(waiting.get(module, ()))))
            for wave, names in modules.items()
        },
        (condensed,),
    )
    total = len(states)
    most = min(budget.nodes, _COLUMN * 2)
    while most > len(waves):
        collapsed = {
            wave: by_package(names, states, max(1, min(_COLUMN, most * len(names) // total)))
            for wave, names in modules.items()
        }
        yield collapsed, ("Packages collapsed: the modules of a wave are one node for each package",)
        most = most * 4 // 5
    last = {wave: by_package(names, states, 1) for wave, names in modules.items()}
    shown: dict[int, list[Group]] = {}
    for wave, groups in sorted(last.items()):
        if sum(map(len, shown.values())) + len(groups) <= budget.nodes:
            shown[wave] = groups
    yield shown, ("Packages collapsed: the modules of a wave are one node for each state",)


def _nodes(
    groups: Mapping[int, list[Group]], rows: Sequence[RankedModule], waves: Mapping[int, list[RankedModule]]
) -> tuple[Node, ...]:
    row_of = {row.module: row for row in rows}
    return tuple(
        sorted(
            node_of(group, _details([row_of[module] for module in group.members]), _title(wave, waves))
            for wave, found in groups.items()
            for group in found
        )
    )


def _details(rows: list[RankedModule]) -> tuple[str, ...]:
    uses = sum(row.uses for row in rows)
    frees = {module for row in rows for module in row.frees}
    ranks = sorted(row.rank for row in rows)
    place = f"#{ranks[0]}" if len(ranks) == 1 else f"#{ranks[0]} to #{ranks[-1]}"
    facts = [place, f"{uses:,} use{'s' * (uses != 1)}"] if uses else [place]
    if len(rows) == 1 and rows[0].canary:
        facts.append("canary")
    if frees:
        facts.append(f"frees {len(frees)}")
    return (" · ".join(facts),)


def _title(wave: int, waves: Mapping[int, list[RankedModule]]) -> str:
    count = len(waves[wave])
    return f"Wave {wave}: {count:,} module{'s' * (count != 1)}"


def _summary(rows: Sequence[RankedModule], waves: Mapping[int, object]) -> str:
    return (
        f"{len(rows):,} module{'s' * (len(rows) != 1)} in {len(waves):,} wave{'s' * (len(waves) != 1)}. "
        "What is in one wave can move together; arrows run from what moves first to what waits for it. "
        "# is the place in the order"
    )
