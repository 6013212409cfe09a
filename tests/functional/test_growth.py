"""The work grows with the code: twice the consumers cost about twice the executed lines, never four times.

Lines are counted, not seconds: the same on every machine, however busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import graphkit
from tests.benchmarks.generated import write_tree

PACKAGE = str(Path(graphkit.__file__).parent)
SMALL = 50
# measured: 1.90 to 1.96; what compares each with each would be near 4
MOST = 2.2

TARGET = "app.core.factory:get_factory"
QUESTIONS: dict[str, Callable[[str], object]] = {
    "trace": lambda root: graphkit.trace(TARGET, roots=[root], cache=False),
    "bindings": lambda root: graphkit.bindings(roots=[root], cache=False),
    "chains": lambda root: graphkit.chains(TARGET, roots=[root], cache=False),
    "blast": lambda root: graphkit.blast(roots=[root], cache=False),
    "rank": lambda root: graphkit.rank(TARGET, roots=[root], cache=False),
    "whatif": lambda root: graphkit.whatif("app.core.facade:get_factory", roots=[root], cache=False),
    "tests": lambda root: graphkit.tests(TARGET, roots=[root], cache=False),
    "plan": lambda root: graphkit.plan(TARGET, roots=[root], cache=False),
}


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The same code base, and twice as much of it."""
    made = [tmp_path_factory.mktemp("tree") for _ in range(2)]
    for number, directory in enumerate(made, 1):
        write_tree(directory, number * SMALL)
    return str(made[0]), str(made[1])


@pytest.mark.parametrize("command", QUESTIONS)
def test_twice_the_code_costs_twice_the_work(command: str, trees: tuple[str, str]) -> None:
    ask = QUESTIONS[command]
    # what is imported, compiled or read once is paid for here
    ask(trees[0])
    small, large = (lines(ask, root) for root in trees)
    assert small > 1000
    assert large / small < MOST


def lines(ask: Callable[[str], object], root: str) -> int:
    """How many lines of graphkit are executed in this process."""
    count = 0

    def in_frame(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        if event == "line":
            count += 1
        return in_frame

    def entered(frame: FrameType, event: str, argument: Any) -> Any:
        return in_frame if frame.f_code.co_filename.startswith(PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(entered)
    try:
        ask(root)
    finally:
        sys.settrace(before)
    return count
