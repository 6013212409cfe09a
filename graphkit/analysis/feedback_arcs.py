"""Which edges to cut so that no cycle is left: few, and none in vain."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.analysis.strong_components import strong_components

Pair = tuple[str, str]
# it settles in two or three
_ROUNDS = 5


def feedback_arcs(weights: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """Return edges whose removal leaves no cycle, sorted; with any one of them put back there is a cycle.

    `weights`: (importer, imported) → how many statements a cut has to change. Per strongly connected
    component, the order of P. Eades, X. Lin and W. F. Smyth ("A fast and effective heuristic for the
    feedback arc set problem", 1993), weighted; every node is then moved to where it costs least, as long as
    that helps; then each edge that runs against the order is put back, the heaviest first, if that closes no
    cycle. A small set, not always the smallest: to find that is NP-hard. O(modules² + back edges × edges) per
    component and round.
    """
    found: list[Pair] = []
    for members in components(weights):
        inner = {
            pair: weight for pair, weight in weights.items() if pair[0] in members and pair[1] in members
        }
        found += _cut(sorted(members), {pair: w for pair, w in inner.items() if pair[0] != pair[1]})
    return tuple(sorted(found))


def components(pairs: Mapping[Pair, object]) -> list[frozenset[str]]:
    """Return the sets of nodes that lie on cycles together, largest first, then by name."""
    names = sorted({name for pair in pairs for name in pair})
    number = {name: index for index, name in enumerate(names)}
    successors: list[list[int]] = [[] for _ in names]
    for taker, giver in sorted(pairs):
        successors[number[taker]].append(number[giver])
    found = [[names[node] for node in nodes] for nodes in strong_components(successors) if len(nodes) > 1]
    return [frozenset(nodes) for nodes in sorted(found, key=lambda nodes: (-len(nodes), nodes))]


def _cut(nodes: list[str], weights: Mapping[Pair, int]) -> list[Pair]:
    place = {node: index for index, node in enumerate(_sifted(_order(nodes, weights), weights))}
    against = [pair for pair in weights if place[pair[0]] > place[pair[1]]]
    kept: dict[str, set[str]] = {node: set() for node in nodes}
    for taker, giver in weights:
        if place[taker] < place[giver]:
            kept[taker].add(giver)
    cut = []
    for pair in sorted(against, key=lambda pair: (-weights[pair], pair)):
        if _reaches(kept, pair[1], pair[0]):
            cut.append(pair)
        else:
            kept[pair[0]].add(pair[1])
    return cut


def _order(nodes: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """Order nodes so that little weight runs backwards: sinks last, sources first, else by surplus."""
    out: dict[str, dict[str, int]] = {node: {} for node in nodes}
    into: dict[str, dict[str, int]] = {node: {} for node in nodes}
    for (taker, giver), weight in weights.items():
        out[taker][giver] = into[giver][taker] = weight
    surplus = {node: sum(out[node].values()) - sum(into[node].values()) for node in nodes}
    left = dict.fromkeys(nodes)
    first: list[str] = []
    last: list[str] = []
    while left:
        sink = next((node for node in left if not out[node]), None)
        source = None if sink else next((node for node in left if not into[node]), None)
        node = sink or source or max(left, key=lambda node: (surplus[node], node))
        (last if sink else first).append(node)
        del left[node]
        for giver, weight in out[node].items():
            del into[giver][node]
            surplus[giver] += weight
        for taker, weight in into[node].items():
            del out[taker][node]
            surplus[taker] -= weight
    return [*first, *reversed(last)]


def _sifted(order: list[str], weights: Mapping[Pair, int]) -> list[str]:
    """Move each node to its best place, in rounds, until none of them helps (R. Rudell's sifting, 1993)."""
    near: dict[str, dict[str, int]] = {node: {} for node in order}
    for (taker, giver), weight in weights.items():
        # what is gained by having `giver` after `taker`
        near[taker][giver] = near[taker].get(giver, 0) + weight
        near[giver][taker] = near[giver].get(taker, 0) - weight
    for _ in range(_ROUNDS):
        moved = False
        for node in sorted(order):
            rest = [other for other in order if other != node]
            here = order.index(node)
            gains = [0]
            for other in rest:
                # behind one more node
                gains.append(gains[-1] - near[node].get(other, 0))
            best = max(range(len(gains)), key=lambda index: (gains[index], index == here, -index))
            if gains[best] > gains[here]:
                order = [*rest[:best], node, *rest[best:]]
                moved = True
        if not moved:
            break
    return order


def _reaches(edges: Mapping[str, set[str]], start: str, end: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        if node == end:
            return True
        fresh = edges[node] - seen
        seen |= fresh
        waiting += fresh
    return False
