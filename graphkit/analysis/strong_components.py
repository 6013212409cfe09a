"""Find the nodes of a directed graph that lie on common cycles.

Written out because `blast` runs over whole trees within a start-up budget that importing a graph library
alone would spend.
"""

from __future__ import annotations

from collections.abc import Sequence

_UNSEEN = -1


def strong_components(successors: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strongly connected components, each sorted, every component after those it leads to.

    `successors[v]` are the nodes that `v` has an edge to. Tarjan's algorithm with an explicit stack
    (R. Tarjan, "Depth-first search and linear graph algorithms", 1972); O(nodes + edges).

    >>> strong_components([[1], [2], [1, 3], []])
    [[3], [1, 2], [0]]
    """
    size = len(successors)
    low = [_UNSEEN] * size
    done = [False] * size
    stack: list[int] = []
    components: list[list[int]] = []
    counter = 0
    for root in range(size):
        if low[root] != _UNSEEN:
            continue
        low[root] = counter
        # (node, its number in order of discovery, what is left of its edges)
        work = [(root, counter, iter(successors[root]))]
        stack.append(root)
        counter += 1
        while work:
            node, number, edges = work[-1]
            for other in edges:
                if low[other] == _UNSEEN:
                    low[other] = counter
                    work.append((other, counter, iter(successors[other])))
                    stack.append(other)
                    counter += 1
                    break
                if not done[other] and low[other] < low[node]:
                    low[node] = low[other]
            else:
                work.pop()
                if work and low[node] < low[work[-1][0]]:
                    low[work[-1][0]] = low[node]
                if low[node] == number:
                    components.append(_pop_component(stack, node))
                    for member in components[-1]:
                        done[member] = True
    return components


def _pop_component(stack: list[int], node: int) -> list[int]:
    if stack[-1] == node:
        return [stack.pop()]
    cut = len(stack) - 1
    while stack[cut] != node:
        cut -= 1
    members = stack[cut:]
    del stack[cut:]
    return sorted(members)
