from __future__ import annotations

import pytest

from graphkit.analysis.policies import Features, freed, key_of, with_canaries
from graphkit.model.ranking import POLICIES

PLAIN = Features("a", 1, "call", False, True, True, 0, 3, 0)


def order(policy: str, *rows: Features) -> str:
    return "".join(row.module for row in sorted(rows, key=lambda row: (key_of(policy, row), row.module)))


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("canary-first", "cfulpd"),
        ("unblock-first", "fuclpd"),
        ("risk-first", "dcfupl"),
        ("leaf-first", "lcfupd"),
    ],
)
def test_each_policy_asks_the_same_in_its_own_order(policy: str, expected: str) -> None:
    rows = (
        PLAIN._replace(module="c", canary=True),
        PLAIN._replace(module="u", unblocks=2),
        PLAIN._replace(module="f", frees=1),
        PLAIN._replace(module="l", import_time=0),
        PLAIN._replace(module="p"),
        PLAIN._replace(module="d", doubt=2),
    )
    assert order(policy, *rows) == expected


def test_quiet_files_come_before_busy_ones_but_for_the_riskiest_first() -> None:
    busy, quiet = PLAIN._replace(module="a", churn=9), PLAIN._replace(module="b")
    assert [order(policy, busy, quiet) for policy in POLICIES] == ["ba", "ba", "ab", "ba"]


def test_one_canary_of_each_pattern_in_its_first_wave() -> None:
    rows = with_canaries(
        [
            PLAIN._replace(module="late", wave=2, import_time=0),
            PLAIN._replace(module="big", import_time=9),
            PLAIN._replace(module="untested", tested=False, import_time=0),
            PLAIN._replace(module="small", import_time=1),
            PLAIN._replace(module="a_test", is_test=True, import_time=1),
            PLAIN._replace(module="stays", migrates=False, import_time=0),
            PLAIN._replace(module="other", pattern="import", tested=False),
        ]
    )
    assert [row.module for row in rows if row.canary] == ["small", "other"]


def test_what_waits_for_one_module_alone_is_freed_with_it() -> None:
    takers = {"x": ["a"], "y": ["x"], "core": ["b", "y"]}
    givers = {"a": ["x"], "x": ["y"], "y": ["core"], "b": ["core"]}
    assert freed(takers, givers, "a") == ("x", "y")
    assert freed(takers, givers, "b") == ()
