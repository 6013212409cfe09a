"""Explorations made of names alone, for pages of any size and with any names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.analysis.blast_radius import blast_radii
from graphkit.analysis.map_layout import map_layout
from graphkit.analysis.ranking import rank_modules
from graphkit.model.breakage import Breakage, Removed, WhatIf
from graphkit.model.imports import ImportEdge, ImportGraph
from graphkit.model.names import Symbol
from graphkit.model.page import CodeLine, Exploration
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Ranking
from graphkit.model.tree import SourceFile
from graphkit.model.uses import Consumer, Definition, FlowEdge, Reexport, Trace, Use


def exploration(
    definition: str,
    takes: Mapping[str, str],
    others: Iterable[tuple[str, str]] = (),
    *,
    tests: Iterable[str] = (),
    symbol: str = "make",
    code: Mapping[str, str] | None = None,
    problems: tuple[Problem, ...] = (),
) -> Exploration:
    """Make an exploration: `takes` is taker → giver, a giver being a facade; `others` further imports.

    `code`: module → the one line of its use; with the module's name in it by default.
    """
    files = {name: f"{name.replace('.', '/')}.py" for name in {definition, *takes, *takes.values()}}
    for pair in others:
        files |= {name: f"{name.replace('.', '/')}.py" for name in pair}
    modules = tuple(sorted(files))
    tested = frozenset(tests)
    facades = set(takes.values()) - {definition}
    texts = {taker: f"from {giver} import {symbol}" for taker, giver in takes.items()} | dict(code or {})
    edges = {ImportEdge(taker, giver, 1, (symbol,)) for taker, giver in takes.items()}
    edges |= {ImportEdge(importer, imported, 2, ("thing",)) for importer, imported in others}
    imports = ImportGraph(modules, tuple(sorted(edges)))
    trace = Trace(
        target=Symbol(definition, symbol),
        definitions=(Definition(definition, files[definition], 1, "function", symbol),),
        reexports=tuple(
            Reexport(
                name, symbol, f"{takes[name]}:{symbol}", files[name], 1, "import", "import_time", False, 1
            )
            for name in sorted(facades)
        ),
        consumers=tuple(
            Consumer(
                name, files[name], name in tested, (takes[name],), (_use(files[name], symbol, takes[name]),)
            )
            for name in sorted(set(takes) - facades)
        ),
        exports=(),
        dangling=(),
        flow=tuple(
            FlowEdge(Symbol(taker, symbol), Symbol(giver, symbol), files[taker], 1, "import_time", False)
            for taker, giver in sorted(takes.items())
        ),
        mentions=None,
        problems=problems,
        files=FilesSeen(len(modules), len(modules)),
    )
    known = {name: SourceFile(files[name], name, is_test=name in tested) for name in modules}
    radii = blast_radii(imports, known)
    ranked = rank_modules(trace, {radius.module: radius for radius in radii})
    return Exploration(
        trace,
        imports,
        radii,
        Ranking(str(trace.target), ranked, problems, trace.files),
        map_layout(modules),
        tuple(sorted(CodeLine(files[name], 1, text) for name, text in texts.items())),
        tests=tuple(sorted(tested)),
    )


def _use(file: str, symbol: str, giver: str) -> Use:
    return Use(file, 1, "import", "import_time", False, "certain", symbol, 0, "", f"{giver}:{symbol}")


def what_if(removed: str, fails: str, file: str) -> WhatIf:
    """Make the answer that `fails` fails at import without `removed`."""
    gone = Removed(removed, "pkg/facade.py", 1, "binding", "from pkg.factory import make")
    failing = Breakage(fails, file, 1, "ImportError", "cannot import name 'make' from 'pkg.facade'")
    summary = "unsafe: 1 module fails at import"
    return WhatIf((removed,), (gone,), "unsafe", summary, (failing,), (), (), (), (), (), FilesSeen(1, 1))


def large(count: int) -> Exploration:
    """Make an exploration of `count` modules with four imports each, a facade and a hundred consumers."""
    names = [f"top{i % 7}.area{i % 91}.part{i % 13}.module_{i}" for i in range(count - 2)]
    others = [
        (name, names[(7 * i + step) % len(names)]) for i, name in enumerate(names) for step in (1, 5, 91)
    ]
    takes = dict.fromkeys(names[:: max(1, len(names) // 100)], "top0.facade")
    takes["top0.facade"] = "top0.factory"
    tests = [name for i, name in enumerate(names) if i % 7 == 0]
    return exploration("top0.factory", takes, [pair for pair in others if pair[0] != pair[1]], tests=tests)
