"""Edges of one file, from what a scanner finds in it."""

from __future__ import annotations

from graphkit.extract.import_edges import ModuleNames, edges_of, readable_edges
from graphkit.extract.source_text import SourceText
from graphkit.model.imports import CALL_TIME, ImportEdge
from graphkit.model.tree import SourceFile, SourceTree

HELPER = SourceFile("tools/helper.py", "tools.helper", siblings="tools")
RUN = SourceFile("tools/run.py", "tools.run", siblings="tools")
SHADOWED = SourceFile("top/x.py", "top.x", importable=False, siblings="top")
TOP = SourceFile("top.py", "top", siblings="")
TREE = SourceTree("/base", ("/base",), (HELPER, RUN, TOP, SHADOWED), frozenset({"tools"}))


def test_bare_names_are_those_beside_a_script() -> None:
    names = ModuleNames(TREE)
    assert names.bare == {"helper", "run", "x"}
    assert names.resolve("helper", RUN, relative=False) == "tools.helper"
    assert names.resolve("helper", TOP, relative=False) is None
    assert names.resolve("top", RUN, relative=False) == "top"


def test_shadowed_file_is_reached_by_relative_imports_alone() -> None:
    names = ModuleNames(TREE)
    assert names.resolve("top.x", RUN, relative=False) == "top"
    assert names.resolve("top.x", SHADOWED, relative=True) == "top.x"


def test_edges_take_names_tags_and_mapped_lines() -> None:
    text = SourceText(
        b"import top\ndef f():\n    from helper import (\n        a as b,\n    )\n", (), (7, 8, 9, 10, 11)
    )
    found = edges_of(RUN, text, [("top", 1), ("helper", 3)], ModuleNames(TREE))
    assert found == [
        ImportEdge("tools.run", "top", 7),
        ImportEdge("tools.run", "tools.helper", 9, ("a as b",), CALL_TIME),
    ]


def test_module_does_not_import_itself() -> None:
    assert edges_of(TOP, SourceText(b"import top\n"), [("top", 1)], ModuleNames(TREE)) == []


def test_readable_edges_of_what_does_not_parse() -> None:
    text = SourceText(b"def f(:\n    import helper, os\nfrom .. import top\n")
    assert readable_edges(RUN, text, ModuleNames(TREE)) == [
        ImportEdge("tools.run", "tools.helper", 2, when=CALL_TIME)
    ]
