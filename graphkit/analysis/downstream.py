"""Count what is downstream of nodes exactly: of all at once, or of some."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.analysis.condensation import Condensation

# bits of a set in one pass: larger ones take more memory, smaller ones more passes
BLOCK = 8192
# nodes counted together when only some are wanted
_GROUP = 256


class Downstream(NamedTuple):
    """How many others are downstream of each node, tests apart; the node itself is not counted."""

    production: array[int]
    tests: array[int]


def count_all(condensed: Condensation, is_test: Sequence[bool]) -> Downstream:
    """Return the exact counts of every node.

    Sets of nodes are the bits of one integer each and go from importers to what they import (E. Nuutila,
    "Efficient transitive closure computation in large digraphs", 1995), BLOCK bits at a time so that memory
    stays linear: nodes / BLOCK passes, at most BLOCK / 8 bytes a node.
    """
    members = condensed.members
    production, tests = zeros(len(members)), zeros(len(members))
    seeds: dict[int, int] = {}
    bit = tested = 0
    # importers first: what a pass begins with is reached by none of the later components
    for index in range(len(members) - 1, -1, -1):
        for node in members[index]:
            seeds[index] = seeds.get(index, 0) | 1 << bit
            if is_test[node]:
                tested |= 1 << bit
            bit += 1
            if bit == BLOCK:
                _count_block(condensed, seeds, tested, production, tests)
                seeds, bit, tested = {}, 0, 0
    _count_block(condensed, seeds, tested, production, tests)
    return without_itself(condensed, is_test, production, tests)


def _count_block(
    condensed: Condensation, seeds: dict[int, int], tested: int, production: array[int], tests: array[int]
) -> None:
    for index, reaching in spread(condensed, seeds):
        hit = (reaching & tested).bit_count() if tested else 0
        production[index] += reaching.bit_count() - hit
        tests[index] += hit


def spread(condensed: Condensation, seeds: dict[int, int]) -> Iterator[tuple[int, int]]:
    """Yield each component with the union of its own seed and those of all downstream of it.

    Components without any are left out. What was yielded is let go of: memory is for those in between.
    """
    if not seeds:
        return
    givers = condensed.givers
    reaching = [0] * (max(seeds) + 1)
    for index, seed in seeds.items():
        reaching[index] = seed
    for index in range(len(reaching) - 1, -1, -1):
        union = reaching[index]
        if union:
            reaching[index] = 0
            for giver in givers[index]:
                reaching[giver] |= union
            yield index, union


def count_some(
    condensed: Condensation, is_test: Sequence[bool], nodes: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return node → (production, tests) for the given nodes, exactly.

    One pass for each _GROUP components: which of them does a component lead to?
    """
    component_of = condensed.component_of
    wanted = sorted({component_of[node] for node in nodes})
    found: dict[int, tuple[int, int]] = {}
    for start in range(0, len(wanted), _GROUP):
        group = wanted[start : start + _GROUP]
        found.update(zip(group, _count_group(condensed, is_test, group), strict=True))
    counts = {}
    for node in nodes:
        production, tests = found[component_of[node]]
        counts[node] = (production, tests - 1) if is_test[node] else (production - 1, tests)
    return counts


def _count_group(
    condensed: Condensation, is_test: Sequence[bool], group: Sequence[int]
) -> list[tuple[int, int]]:
    own = {component: 1 << bit for bit, component in enumerate(group)}
    lead = [0] * len(condensed.members)
    # what a component leads to → how many nodes do so: production, tests
    weights: dict[int, list[int]] = {}
    for index in range(group[0], len(lead)):
        to = own.get(index, 0)
        for giver in condensed.givers[index]:
            to |= lead[giver]
        if to:
            lead[index] = to
            weight = weights.setdefault(to, [0, 0])
            for node in condensed.members[index]:
                weight[is_test[node]] += 1
    return list(zip(*(_by_bit(weights, kind, len(group)) for kind in range(2)), strict=True))


def _by_bit(weights: Mapping[int, Sequence[int]], kind: int, bits: int) -> list[int]:
    """Return, for each bit, the weight of all integers that have it; by bytes, which are few."""
    width = -(-bits // 8)
    by_byte = [[0] * 256 for _ in range(width)]
    for integer, weight in weights.items():
        for table, byte in zip(by_byte, integer.to_bytes(width, "little"), strict=True):
            table[byte] += weight[kind]
    return [
        sum(total for byte, total in enumerate(by_byte[bit >> 3]) if byte >> (bit & 7) & 1)
        for bit in range(bits)
    ]


def without_itself(
    condensed: Condensation, is_test: Sequence[bool], production: Sequence[int], tests: Sequence[int]
) -> Downstream:
    """Return the counts of nodes, from those of components, which count their own nodes."""
    found = Downstream(zeros(len(is_test)), zeros(len(is_test)))
    for node, component in enumerate(condensed.component_of):
        found.production[node] = production[component] - (not is_test[node])
        found.tests[node] = tests[component] - is_test[node]
    return found


def zeros(size: int) -> array[int]:
    """Return that many zeros, four bytes each."""
    return array("I", bytes(4 * size))
