from __future__ import annotations

from graphkit.analysis.chain_counts import condensed_cycles, count_chains
from graphkit.analysis.chains import iter_chains
from graphkit.analysis.module_chains import module_flow
from graphkit.model.chains import ChainLink
from graphkit.model.imports import ImportEdge, ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.tree import SourceFile, SourceTree
from graphkit.model.uses import Consumer, Definition, Trace

MODULES = ("a", "core", "facade", "other")
TREE = SourceTree("/r", ("/r",), tuple(SourceFile(f"{m}.py", m) for m in MODULES), frozenset())
TRACE = Trace(
    target=Symbol("core", "make"),
    definitions=(Definition("core", "core.py", 1, "function", "make"),),
    reexports=(),
    consumers=(Consumer("a", "a.py", False, (), ()),),
    exports=(),
    dangling=(),
    flow=(),
    mentions=None,
    problems=(),
    files=FilesSeen(4, 4),
)


def test_every_import_is_a_step_and_the_first_statement_stands_for_it() -> None:
    imports = ImportGraph(
        MODULES,
        (
            ImportEdge("a", "facade", 9, ("make",)),
            ImportEdge("a", "facade", 4, ("x", "y as z")),
            ImportEdge("facade", "core", 34, ("make",)),
            ImportEdge("other", "core", 1),
        ),
    )
    graph = module_flow(TRACE, imports, TREE)
    (chain,) = iter_chains(graph)
    assert chain.modules == ("a", "facade", "core")
    assert chain.imports[0] == ChainLink("a", "facade", "a.py", 4, "x, y as z")
    assert [c.modules for c in iter_chains(module_flow(TRACE, imports, TREE, "other"))] == [("other", "core")]


def test_cycles_of_the_module_graph_are_merged_and_said() -> None:
    imports = ImportGraph(
        MODULES,
        (
            ImportEdge("a", "facade", 1),
            ImportEdge("facade", "core", 1),
            ImportEdge("facade", "other", 1),
            ImportEdge("other", "facade", 1),
            # leads out of the definition's module: no chain goes on there
            ImportEdge("core", "a", 1),
        ),
    )
    graph = module_flow(TRACE, imports, TREE)
    assert count_chains(graph) == 1
    assert condensed_cycles(graph) == (("facade", "other"),)
