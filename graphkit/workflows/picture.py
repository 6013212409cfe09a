"""The picture of a result, from the value alone: nothing is read again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from graphkit.analysis.drawing_packages import draw_packages
from graphkit.analysis.drawing_waves import draw_waves
from graphkit.deliver.graphviz import BUNDLED
from graphkit.errors import CannotRender
from graphkit.model.chains import Chains
from graphkit.model.charts import Chart
from graphkit.model.code_graph import CodeGraph
from graphkit.model.compliance import Compliance
from graphkit.model.drawing import DEFINITION, FACADE, MODULE, TEST, Budget, Diagram
from graphkit.model.names import parse_symbol
from graphkit.model.problems import FilesSeen
from graphkit.model.ranking import Blast, Ranking
from graphkit.model.uses import Trace
from graphkit.report.charts.areas import areas_chart
from graphkit.report.charts.blast import blast_chart
from graphkit.report.diagram import draw_diagram
from graphkit.report.diagram_listed import draw_listed
from graphkit.workflows.draw import lay_out
from graphkit.workflows.draw_views import Scene, finished

# for each of three tries: who shows a result waits for the picture
_SECONDS = 2.0
_STATES = {"definition": DEFINITION, "facade": FACADE, "test": TEST}


def picture(result: object) -> str:
    """Return a result as SVG; "" for one without a picture, or one that takes too long to lay out."""
    scene = _scene(result)
    try:
        if scene is not None:
            content = lay_out(scene, "svg", BUNDLED, seconds=_SECONDS)[1]
            return content if isinstance(content, str) else content.decode()
        chart = _chart(result)
        if chart is not None:
            from graphkit.report.charts.rendering import render_chart

            return render_chart(chart, "svg").decode()
    except (CannotRender, OSError):
        # the table says the same
        return ""
    return ""


def _scene(result: object) -> Scene | None:
    match result:
        case Trace() if result.flow or result.definitions or result.consumers:
            return _scene_of(partial(_trace, result), result)
        case Chains() if result.chains:
            return _scene_of(partial(draw_listed, result), result)
        case Ranking() if result.modules:
            return _scene_of(partial(_waves, result), result)
        case CodeGraph() if len(result):
            return _scene_of(partial(_packages, result), result)
    return None


def _scene_of(draw: Callable[[Budget], Diagram], result: Any) -> Scene:
    return Scene(draw, result.problems, result.files, {}, "")


def _trace(trace: Trace, budget: Budget) -> Diagram:
    return draw_diagram(trace, budget=budget)


def _waves(ranking: Ranking, budget: Budget) -> Diagram:
    # a consumer may be a test as well: the order does not say
    states = {row.module: _STATES.get(row.role, MODULE) for row in ranking.modules}
    rows, target = ranking.modules, parse_symbol(ranking.target)
    return finished(draw_waves(target, rows, states, budget), ranking.files)


def _packages(graph: CodeGraph, budget: Budget) -> Diagram:
    tests = frozenset(file.module for file in graph.sources if file.is_test)
    tops = sorted({name.partition(".")[0] for name in graph})
    title = tops[0] if len(tops) == 1 else "the tree"
    files: FilesSeen = graph.files
    return finished(draw_packages(graph.imports, title, tests, None, budget), files)


def _chart(result: object) -> Chart | None:
    match result:
        case Blast() if any(row.transitive for row in result.modules):
            return blast_chart(result.modules)
        case Compliance() if result.symbols and result.symbols[0].areas:
            return areas_chart(result.symbols[0])
    return None
