"""What orders the steps of one wave, after the hard constraints have made the waves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from graphkit.model.ranking import POLICIES

Key = tuple[int, ...]


class Features(NamedTuple):
    """What tells the modules of a wave from each other."""

    module: str
    wave: int
    pattern: str
    is_test: bool
    # some test reaches it
    tested: bool
    # it is changed, and may teach how others like it are: not deleted, and not left as it is
    migrates: bool
    # 0 plain uses, 1 others, 2 possible ones among them
    doubt: int
    import_time: int
    churn: int
    # how many modules wait for it alone, and how many wait for it
    frees: int = 0
    unblocks: int = 0
    # the one of its pattern to be tried first
    canary: bool = False


def with_canaries(rows: Iterable[Features]) -> list[Features]:
    """Mark one module of each pattern, the one to learn from: in the first wave that has the pattern.

    Of those that a test reaches (a test is one itself) the one with the smallest blast radius at import time,
    production before tests, then by name.
    """
    first: dict[str, Features] = {}
    rows = list(rows)
    for row in rows:
        known = first.get(row.pattern)
        if not row.migrates:
            continue
        if known is None or _canary_key(row) < _canary_key(known):
            first[row.pattern] = row
    return [row._replace(canary=first.get(row.pattern) is row) for row in rows]


def _canary_key(row: Features) -> tuple[int, bool, int, bool, str]:
    return row.wave, not row.tested, row.import_time, row.is_test, row.module


def key_of(policy: str, row: Features) -> Key:
    """Return what `policy` sorts a wave by; only the name decides between equal keys.

    The policies permute the same rules: canaries, what a step frees and unblocks, certainty, blast radius
    at import time, churn. "risk-first" turns the last three around: the riskiest first, so that surprises
    come early.
    """
    return _KEYS[policy](row)


def _canary_first(row: Features) -> Key:
    return (not row.canary, -row.frees, -row.unblocks, row.doubt, row.import_time, row.churn)


def _unblock_first(row: Features) -> Key:
    return (-row.frees, -row.unblocks, not row.canary, row.doubt, row.import_time, row.churn)


def _risk_first(row: Features) -> Key:
    return (-row.import_time, -row.doubt, -row.churn, not row.canary, -row.frees, -row.unblocks)


def _leaf_first(row: Features) -> Key:
    return (row.import_time, not row.canary, -row.frees, -row.unblocks, row.doubt, row.churn)


_KEYS: Mapping[str, Callable[[Features], Key]] = dict(
    zip(POLICIES, (_canary_first, _unblock_first, _risk_first, _leaf_first), strict=True)
)


def freed(
    takers: Mapping[str, Sequence[str]], givers: Mapping[str, Sequence[str]], module: str
) -> tuple[str, ...]:
    """Return the modules that wait for `module` alone, or for others that do; sorted.

    Cost: the flow among those.

    >>> freed({"b": ["a"], "c": ["b"], "d": ["b", "x"]}, {"a": ["b"], "b": ["c", "d"], "c": []}, "a")
    ('b', 'c')
    """
    gone = {module}
    waiting = [module]
    while waiting:
        for giver in givers.get(waiting.pop(), ()):
            if giver not in gone and all(taker in gone for taker in takers[giver]):
                gone.add(giver)
                waiting.append(giver)
    return tuple(sorted(gone - {module}))
