from __future__ import annotations

from dataclasses import replace

from graphkit.model.imports import BlastRadius, ImportEdge
from graphkit.model.problems import Problem
from graphkit.report.text import text
from graphkit.report.text_layout import Look
from tests.unit.notebook.test_rows import GRAPH


def test_a_tree_says_its_size_and_what_reaches_farthest() -> None:
    lines = text(GRAPH).splitlines()
    assert lines[0] == "2 modules, 1 import between them"
    assert [line.split() for line in lines[2:5]] == [
        ["module", "direct", "downstream"], ["b", "1", "1"], ["a", "0", "0"],
    ]  # fmt: skip
    assert lines[-1] == "files seen 2 of 2"


def test_a_long_list_is_cut_and_problems_are_told() -> None:
    radii = tuple(BlastRadius(f"m{n}", "", 0, 0, 0, 0, 0, 0) for n in range(50))
    shown = text(replace(GRAPH, radii=radii, problems=(Problem("x.py", 1, "what"),)), Look(limit=3))
    assert "  … and 47 more; --limit 0 lists all" in shown
    assert shown.endswith("files seen 2 of 2; 1 problem\n")


def test_a_module_says_who_imports_it_where() -> None:
    lines = text(GRAPH["b"]).splitlines()
    assert lines[:2] == ["b", "  source b.py; 1 module downstream, 0 at import time"]
    assert "Imports (0)" in lines
    assert lines[lines.index("Imported by (1)") + 1].split(None, 4) == [
        "a", "l.", "3", "call_time", "guarded  x, y as z",
    ]  # fmt: skip
    assert text(GRAPH["a"]).splitlines()[1].startswith("  test source a.py")


def test_control_characters_are_written_out() -> None:
    edge = ImportEdge("\x1b[31m", "b", 1)
    module = replace(GRAPH["b"], name="\x1b[31mb", importers=(edge,))
    assert "\x1b" not in text(module)
