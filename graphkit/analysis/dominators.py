"""Find the modules that every chain of a consumer passes."""

from __future__ import annotations

from graphkit.analysis.flow_graph import FlowGraph


def dominated_consumers(graph: FlowGraph) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return `((module, consumers whose every chain passes it), …)`, sorted.

    The consumer itself and the definition's modules, which are always passed, are left out.
    """
    modules = sorted({symbol.module for symbol in graph.symbols})
    ends = {graph.symbols[node].module for node in graph.definitions}
    always = _always_passed(graph, {module: index for index, module in enumerate(modules)})
    consumers: dict[str, list[str]] = {}
    for consumer, nodes in graph.starts:
        common = -1
        for node in nodes:
            common &= always[node]
        while common:
            bit = common & -common
            common ^= bit
            module = modules[bit.bit_length() - 1]
            if module != consumer and module not in ends:
                consumers.setdefault(module, []).append(consumer)
    return tuple((module, tuple(sorted(found))) for module, found in sorted(consumers.items()))


def _always_passed(graph: FlowGraph, bit: dict[str, int]) -> list[int]:
    """Return, per node, the set of modules (as bits) on all its chains.

    The greatest solution of `always(n) = {module(n)} or what all of always(g) hold`, g a giver of n, found by
    going over the nodes, givers first, until nothing changes: once without cycles. Unlike a dominator tree
    of bindings it sees a module that is passed through one binding here and another there.
    """
    always = [(1 << len(bit)) - 1] * len(graph.symbols)
    order = [node for members in graph.components for node in members]
    for node in graph.definitions:
        always[node] = 1 << bit[graph.symbols[node].module]
    changed = True
    while changed:
        changed = False
        for node in order:
            if node in graph.definitions:
                continue
            passed = -1
            for giver in graph.givers[node]:
                passed &= always[giver]
            passed |= 1 << bit[graph.symbols[node].module]
            if passed != always[node]:
                always[node] = passed
                changed = True
    return always
