"""What each view of `graphkit draw` is made from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, Unpack

from graphkit.analysis.drawing_blast import draw_blast
from graphkit.analysis.drawing_chains import ChainMap, draw_chains
from graphkit.analysis.drawing_cycles import draw_cycles
from graphkit.analysis.drawing_packages import draw_packages
from graphkit.analysis.drawing_ties import flow_ties, import_ties
from graphkit.analysis.drawing_waves import draw_waves
from graphkit.analysis.flow_graph import symbol_flow
from graphkit.analysis.module_chains import module_flow
from graphkit.errors import BadUsage
from graphkit.model.drawing import (
    BLAST,
    CHAINS,
    CONSUMERS,
    CYCLES,
    MODULE,
    TEST_MODULE,
    WAVES,
    Budget,
    Diagram,
)
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.tree import SourceTree
from graphkit.model.uses import Trace
from graphkit.report.diagram import draw_diagram
from graphkit.report.diagram_parts import parts_of
from graphkit.report.palette import in_order
from graphkit.workflows.chains import LEVELS
from graphkit.workflows.known_modules import check_modules
from graphkit.workflows.problems import joined
from graphkit.workflows.rank import stand_on
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.trace import trace_in


class Asked(NamedTuple):
    """What is to be drawn; see `draw`."""

    view: str
    target: str
    depth: int | None
    via: str
    level: str


@dataclass(frozen=True)
class Scene:
    """How to draw a view within any budget, and what goes with the drawing."""

    draw: Callable[[Budget], Diagram]
    problems: tuple[Problem, ...]
    files: FilesSeen
    # module → file and line
    places: Mapping[str, tuple[str, int]]
    # the directory that the files are relative to
    base: str
    # of the files, "" for those on the disk
    revision: str = ""


def set_scene(asked: Asked, **options: Unpack[Options]) -> Scene:
    """Read what a view needs. Raises BadTarget, BadUsage, BadConfig, RootNotFound and NoPythonFiles."""
    reading = open_reading(**options)
    if asked.level not in LEVELS:
        raise BadUsage(f"unknown level {asked.level!r}; choose one of {', '.join(LEVELS)}")
    if asked.view == CONSUMERS:
        traced = trace_in(reading, asked.target)
        return _of_trace(reading, traced, lambda budget: draw_diagram(traced, budget=budget))
    if asked.view == CHAINS:
        return _chains(reading, asked)
    if asked.view == WAVES:
        return _waves(reading, asked.target)
    return _modules(reading, asked)


def places_of(traced: Trace, tree: SourceTree | None = None) -> dict[str, tuple[str, int]]:
    """Return module → file and the line to look at: of the definition, the re-export, or the first use."""
    found = {module: (file.path, 1) for module, file in tree.modules.items()} if tree else {}
    found |= {row.module: (row.file, row.line) for row in reversed(traced.dangling)}
    found |= {
        row.module: (row.file, min((use.line for use in row.uses), default=1)) for row in traced.consumers
    }
    found |= {row.module: (row.file, row.line) for row in reversed(traced.reexports)}
    return found | {row.module: (row.file, row.line) for row in reversed(traced.definitions)}


def _of_trace(
    reading: Reading,
    traced: Trace,
    draw: Callable[[Budget], Diagram],
    problems: tuple[Problem, ...] | None = None,
) -> Scene:
    told = traced.problems if problems is None else problems
    return Scene(draw, told, traced.files, places_of(traced, reading.tree), reading.tree.base)


def _chains(reading: Reading, asked: Asked) -> Scene:
    if asked.via:
        check_modules(reading.tree, asked.via)
    traced = trace_in(reading, asked.target)
    states = dict.fromkeys(reading.tree.modules, MODULE) | dict.fromkeys(_tests(reading), TEST_MODULE)
    states |= {module: part.state for module, part in parts_of(traced).items()}
    if asked.level == LEVELS[0]:
        graph, problems = symbol_flow(traced), traced.problems
        found = ChainMap(graph, traced.target, asked.via, flow_ties(traced.flow), states, reducible=False)
    else:
        imports, unread, _ = reading.imports
        graph, problems = module_flow(traced, imports, reading.tree), joined(traced.problems, unread)
        ties = import_ties(imports, ("import_time", "call_time", "type_checking"))
        found = ChainMap(graph, traced.target, asked.via, ties, states, reducible=True)
    return _of_trace(
        reading, traced, lambda budget: finished(draw_chains(found, budget), traced.files), problems
    )


def _waves(reading: Reading, target: str) -> Scene:
    traced = trace_in(reading, target)
    ground = stand_on(reading, target, traced, churn=False)
    rows = ground.ranked("canary-first")
    states = {module: part.state for module, part in parts_of(traced).items()}
    return _of_trace(
        reading,
        traced,
        lambda budget: finished(draw_waves(traced.target, rows, states, budget), traced.files),
        ground.problems,
    )


def _modules(reading: Reading, asked: Asked) -> Scene:
    if asked.view == BLAST:
        check_modules(reading.tree, asked.target)
    graph, problems, files = reading.imports
    tests = _tests(reading)
    title = os.path.basename(reading.tree.base.rstrip(os.sep)) or "the tree"

    def draw(budget: Budget) -> Diagram:
        if asked.view == BLAST:
            return finished(draw_blast(graph, asked.target, tests, budget), files)
        work = draw_cycles if asked.view == CYCLES else draw_packages
        return finished(work(graph, title, tests, asked.depth, budget), files)

    places = {module: (file.path, 1) for module, file in reading.tree.modules.items()}
    return Scene(draw, tuple(sorted({*reading.problems, *problems})), files, places, reading.tree.base)


def _tests(reading: Reading) -> frozenset[str]:
    return frozenset(file.module for file in reading.tree.files if file.is_test)


def finished(diagram: Diagram, files: FilesSeen) -> Diagram:
    """Add what every drawing has: the legend, and how much was read."""
    states, looks = in_order((node.state for node in diagram.nodes), (edge.look for edge in diagram.edges))
    return replace(
        diagram,
        states=states,
        looks=looks,
        guarded=any(edge.guarded for edge in diagram.edges),
        caption=(*diagram.caption, f"Files seen: {files.seen:,} of {files.total:,}."),
    )
