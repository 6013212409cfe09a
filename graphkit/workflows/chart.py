"""`graphkit chart`: one finding as a chart."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Unpack

from graphkit.analysis.dependency_matrix import dependency_matrix
from graphkit.deliver.files import check_output, make_directory, write_output
from graphkit.errors import BadUsage, UnknownFormat
from graphkit.model.charts import CHARTS, THEMES, Chart, DrawnChart
from graphkit.model.compliance import Compliance
from graphkit.model.plan import Plan
from graphkit.model.problems import FilesSeen, Problem
from graphkit.model.ranking import Blast, Ranking
from graphkit.report.charts.areas import areas_chart
from graphkit.report.charts.blast import blast_chart
from graphkit.report.charts.burndown import burndown_chart
from graphkit.report.charts.compliance import compliance_chart
from graphkit.report.charts.detectors import detectors_chart
from graphkit.report.charts.matrix import matrix_chart
from graphkit.workflows.blast import blast
from graphkit.workflows.compliance import compliance
from graphkit.workflows.deprecations import deprecation_of
from graphkit.workflows.plan import plan
from graphkit.workflows.problems import joined
from graphkit.workflows.rank import rank
from graphkit.workflows.reading import Options, open_reading
from graphkit.workflows.trace import trace_in

FORMATS = ("svg", "png")
DIRECTORY = "output"

# a chart, the target's name, and how much was read for it
_Found = tuple[Chart, str, tuple[Problem, ...], FilesSeen]


def chart(
    name: str,
    target: str = "",
    output: str | None = None,
    *,
    output_format: str | None = None,
    theme: str = THEMES[0],
    **options: Unpack[Options],
) -> DrawnChart:
    """Draw one of CHARTS for `target` and save it; "blast" without a target is about every module.

    `output`: the file, by default named after chart and target and in the directory "output", which is made
    if need be. `output_format`: one of FORMATS, by default the one the file's name ends in, else "svg".

    Raises BadUsage (no such chart or theme, no target, nothing configured to chart), BadTarget, BadConfig,
    UnknownFormat, RootNotFound, NoPythonFiles and CannotWrite.

    >>> import graphkit, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = f"{folder}/areas.svg"
    ...     drawn = graphkit.chart("areas", "websocket-factory", path, roots=[graphkit.SAMPLE])
    >>> drawn.format, drawn.caption[0]
    ('svg', 'netra_backend.app holds 27 of the 38 files left to move')
    """
    from graphkit.report.charts.rendering import render_chart

    _check(name, target, theme)
    chosen = _format(output, output_format)
    if output:
        check_output(output)
    drawing, about, problems, files = _find(name, target, options)
    content = render_chart(drawing, chosen, theme)
    if not output:
        make_directory(DIRECTORY)
        words = re.sub(r"[^\w.-]+", "-", f"{name}-{target}".strip("-"))[-120:]
        output = f"{DIRECTORY}/{words}.{chosen}"
    write_output(output, content)
    return DrawnChart(about, name, theme, output, chosen, content, drawing, problems, files)


def _check(name: str, target: str, theme: str) -> None:
    if name not in CHARTS:
        raise BadUsage(f"unknown chart {name!r}; choose one of {', '.join(CHARTS)}")
    if theme not in THEMES:
        raise BadUsage(f"unknown theme {theme!r}; choose one of {', '.join(THEMES)}")
    if not target and name != "blast":
        raise BadUsage(
            f"the chart {name} needs a TARGET: pkg.mod:name, or the name of a configured deprecation"
        )


def _format(output: str | None, output_format: str | None) -> str:
    given = output_format or PurePath(output or "").suffix.removeprefix(".").lower() or FORMATS[0]
    if given not in FORMATS:
        raise UnknownFormat(given, FORMATS)
    return given


def _find(name: str, target: str, options: Options) -> _Found:
    """Work out what the chart shows."""
    if name == "matrix":
        return _matrix(target, options)
    if name == "compliance":
        planned = plan(target, **options)
        return _found(compliance_chart(planned), planned.target, planned)
    if name in ("areas", "detectors"):
        counted = compliance(target, **options)
        symbols = counted.symbols[0]
        if name == "areas":
            return _found(areas_chart(symbols), symbols.targets[0], counted)
        if not counted.reconciled:
            raise BadUsage("no detector is configured; add [detectors.NAME], see docs/guides/detectors.md")
        return _found(detectors_chart(counted.reconciled), symbols.targets[0], counted)
    if not target:
        everything = blast(**options)
        return _found(blast_chart(everything.modules), "", everything)
    ranking = rank(target, **options)
    drawing = burndown_chart(ranking) if name == "burndown" else blast_chart(ranking.modules, ranking.target)
    return _found(drawing, ranking.target, ranking)


def _found(drawing: Chart, about: str, result: Plan | Compliance | Blast | Ranking) -> _Found:
    return drawing, about, result.problems, result.files


def _matrix(target: str, options: Options) -> _Found:
    reading = open_reading(**options)
    traced = trace_in(reading, target)
    graph, problems, _ = reading.imports
    problems = joined(traced.problems, problems)
    about = str(traced.target)
    deprecation = deprecation_of(reading.config, target, about)
    matrix = dependency_matrix(traced, graph, deprecation.facades if deprecation else ())
    return matrix_chart(matrix, about), about, problems, traced.files
