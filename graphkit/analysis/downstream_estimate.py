"""Estimate how many nodes are downstream of each, for graphs where counting takes too long."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import log, sqrt

from graphkit.analysis.condensation import Condensation
from graphkit.analysis.downstream import Downstream, spread, without_itself, zeros

# of a sketch: more give a smaller error for more time
BUCKETS = 1024
# the probability with which an estimate is within the stated error
CONFIDENCE = 0.95
# standard deviations for that
_DEVIATIONS = 1.96
# bytes that the sketches of one pass take at the very worst; a tenth of that is common
_MEMORY = 1 << 30
_WORD = (1 << 64) - 1


def relative_error(buckets: int = BUCKETS) -> float:
    """Return the error that an estimate stays within with probability CONFIDENCE, relative to the count.

    The standard error is ln 2 / √buckets (K. Lang, "Back to the future: an even more nearly optimal
    cardinality estimation algorithm", 2017, for the estimator used here).
    """
    return _DEVIATIONS * log(2) / sqrt(buckets)


def estimate_all(
    condensed: Condensation, is_test: Sequence[bool], *, buckets: int = BUCKETS, seed: int = 0
) -> Downstream:
    """Return estimated counts of every node, production and tests each with its own sketches.

    Every node throws a coin: a hash of its number chooses one bit of a sketch (P. Flajolet, G. N. Martin,
    "Probabilistic counting algorithms for data base applications", 1985); the sketch of a union is the union
    of bits, so sketches go along imports as sets do (C. Palmer, P. Gibbons, C. Faloutsos, "ANF", 2002;
    E. Cohen, "Size-estimation framework with applications to transitive closure and reachability", 1997).
    How many bits are set tells the count. The same seed gives the same estimates. O(edges × buckets) bit
    operations.
    """
    sizes = (len(is_test) - sum(is_test), sum(is_test))
    counts = []
    for kind, size in enumerate(sizes):
        levels = max(8, (size // buckets).bit_length() + 6)
        ones = zeros(len(condensed.members))
        for seeds in _passes(condensed, is_test, kind == 1, buckets, levels, seed):
            for index, union in spread(condensed, seeds):
                ones[index] += union.bit_count()
        count_of = _Table(buckets, levels, size)
        known: dict[int, int] = {}
        found = zeros(len(ones))
        for index, number in enumerate(ones):
            if number:
                if number not in known:
                    known[number] = count_of(number)
                found[index] = known[number]
        counts.append(found)
    _at_least_members(condensed, is_test, counts)
    return without_itself(condensed, is_test, *counts)


def _passes(
    condensed: Condensation, is_test: Sequence[bool], tests: bool, buckets: int, levels: int, seed: int
) -> Iterator[dict[int, int]]:
    """Yield component → the bits of its nodes, for some of the buckets at a time."""
    width = max(1, min(buckets, _MEMORY * 8 // (max(1, len(condensed.members)) * levels)))
    passes = -(-buckets // width)
    nodes, bits = ([array("I") for _ in range(passes)] for _ in range(2))
    for node, tested in enumerate(is_test):
        if tested is tests:
            number = _hash(node, seed)
            place, bucket = divmod(number % buckets, width)
            # the ones at the end: every further level is half as likely
            coins = number >> 32
            level = min(levels - 1, (~coins & coins + 1).bit_length() - 1)
            nodes[place].append(node)
            # low levels in the low bits: a small set is a short integer
            bits[place].append(level * width + bucket)
    for place in range(passes):
        seeds: dict[int, int] = {}
        for node, bit in zip(nodes[place], bits[place], strict=True):
            component = condensed.component_of[node]
            seeds[component] = seeds.get(component, 0) | 1 << bit
        yield seeds


def _hash(node: int, seed: int) -> int:
    """Return 64 mixed bits (G. Steele et al., "Fast splittable pseudorandom number generators", 2014)."""
    number = (node + 1) * 0x9E3779B97F4A7C15 + seed * 0xD1B54A32D192ED03 & _WORD
    number = (number ^ number >> 30) * 0xBF58476D1CE4E5B9 & _WORD
    number = (number ^ number >> 27) * 0x94D049BB133111EB & _WORD
    return number ^ number >> 31


class _Table:
    """From the number of bits that are set to the number of nodes for which as many are expected."""

    def __init__(self, buckets: int, levels: int, most: int) -> None:
        self._counts = list(_grid(most))
        chances = [2.0 ** -(level + 1) / buckets for level in range(levels - 1)]
        chances.append(2.0 ** -(levels - 1) / buckets)
        self._ones = [
            buckets * sum(1 - (1 - chance) ** count for chance in chances) for count in self._counts
        ]

    def __call__(self, ones: int) -> int:
        """Return the count for that many bits, at most the number of nodes there are."""
        right = bisect_right(self._ones, ones)
        if right == len(self._ones):
            return self._counts[-1]
        low, high = self._ones[right - 1], self._ones[right]
        part = (ones - low) / (high - low)
        return round(self._counts[right - 1] + part * (self._counts[right] - self._counts[right - 1]))


def _grid(most: int) -> Iterator[int]:
    """Yield counts from 0 to `most`, neighbours no more than two thousandths apart."""
    count = 0
    while count < most:
        yield count
        count += 1 + count // 500
    yield most


def _at_least_members(condensed: Condensation, is_test: Sequence[bool], counts: Sequence[array[int]]) -> None:
    """What a component holds itself is known."""
    for index, nodes in enumerate(condensed.members):
        tests = sum(is_test[node] for node in nodes)
        counts[0][index] = max(counts[0][index], len(nodes) - tests)
        counts[1][index] = max(counts[1][index], tests)
