"""`graphkit draw`: consumers, facades and definition as a picture."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Unpack

from graphkit.deliver.files import check_output, make_directory, write_output
from graphkit.deliver.graphviz import BUNDLED, render
from graphkit.errors import CannotRender, UnknownFormat
from graphkit.model.drawing import Drawing
from graphkit.report.diagram import Budget, Diagram, draw_diagram
from graphkit.report.dot import dot
from graphkit.report.mermaid import mermaid
from graphkit.workflows.reading import Options
from graphkit.workflows.trace import trace

FORMATS = ("svg", "png", "dot", "mmd")
DIRECTORY = "output"

_SUFFIXES = {"gv": "dot", "mermaid": "mmd"}
# every layout that takes too long is tried again on a coarser drawing
_BUDGETS = (Budget(), Budget(30, 60), Budget(12, 24))
_SECONDS = 10.0


def draw(
    target: str,
    output: str | None = None,
    *,
    output_format: str | None = None,
    engine: str = BUNDLED,
    **options: Unpack[Options],
) -> Drawing:
    """Draw a symbol's consumers, facades and definition, and save the drawing.

    `output`: the file, by default named after the symbol and in the directory "output", which is made if
    need be. `output_format`: one of FORMATS, by default the one the file's name ends in, else "svg".

    Raises BadTarget, BadConfig, UnknownFormat, RootNotFound, NoPythonFiles, CannotRender and CannotWrite.
    """
    chosen = _format(output, output_format)
    if output:
        check_output(output)
    traced = trace(target, **options)
    if not output:
        make_directory(DIRECTORY)
        name = re.sub(r"[^\w.-]+", "-", traced.target.name or traced.target.module)
        output = f"{DIRECTORY}/{name}.{chosen}"
    for budget in _BUDGETS:
        diagram = draw_diagram(traced, budget=budget)
        try:
            content = _content(diagram, chosen, engine)
            break
        except CannotRender as error:
            if not error.timed_out or budget is _BUDGETS[-1]:
                raise
    write_output(output, content)
    return Drawing(
        str(traced.target), output, chosen, content, diagram.caption, traced.problems, traced.files
    )


def _format(output: str | None, output_format: str | None) -> str:
    ending = PurePath(output or "").suffix.removeprefix(".").lower()
    given = output_format or _SUFFIXES.get(ending, ending) or "svg"
    if given not in FORMATS:
        raise UnknownFormat(given, FORMATS)
    return given


def _content(diagram: Diagram, chosen: str, engine: str) -> str | bytes:
    if chosen == "mmd":
        return mermaid(diagram)
    text = dot(diagram)
    return text if chosen == "dot" else render(text, chosen, engine=engine, timeout=_SECONDS)
