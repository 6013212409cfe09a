"""A plan in a notebook is its document."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from graphkit.model.plan import GateCheck, OrderCheck, Plan
from graphkit.notebook.display import load_ipython_extension
from tests.plan_values import plan_of


class Formatter:
    """Keeps what it is told, as IPython's formatters do."""

    def __init__(self) -> None:
        self.known: dict[type, Callable[..., Any]] = {}

    def for_type(self, kind: type, show: Callable[..., Any]) -> None:
        self.known[kind] = show


def test_a_plan_shows_as_markdown_and_everything_as_text() -> None:
    formatters = {name: Formatter() for name in ("text/html", "text/plain", "text/markdown")}
    shell = SimpleNamespace(display_formatter=SimpleNamespace(formatters=formatters))
    load_ipython_extension(shell)
    assert "# Plan: retire `make`" in formatters["text/markdown"].known[Plan](plan_of())
    assert {Plan, OrderCheck, GateCheck} <= set(formatters["text/plain"].known)
    printed: list[str] = []
    printer = SimpleNamespace(text=printed.append)
    formatters["text/plain"].known[Plan](plan_of(), printer, False)
    assert printed[0].startswith("Plan: retire app.old:make")
