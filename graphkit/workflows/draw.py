"""`graphkit draw`: a symbol's consumers, or another view of the code, as a picture."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Unpack

from graphkit.deliver.files import check_output, make_directory, write_output
from graphkit.deliver.graphviz import BUNDLED, render
from graphkit.errors import BadUsage, CannotRender, UnknownFormat
from graphkit.extract.git_revision import git_place
from graphkit.model.drawing import CONSUMERS, DIFF, VIEWS, Budget, Diagram, Drawing
from graphkit.report.diagram_diff import SHOWN
from graphkit.report.dot import dot
from graphkit.report.links import check_template, linked, needs_revision
from graphkit.report.mermaid import mermaid
from graphkit.report.page import page_of
from graphkit.workflows.chains import LEVELS
from graphkit.workflows.draw_diff import find_changes
from graphkit.workflows.draw_views import Asked, Scene, set_scene
from graphkit.workflows.reading import Options

FORMATS = ("svg", "png", "dot", "mmd")
DIRECTORY = "output"

_SUFFIXES = {"gv": "dot", "mermaid": "mmd"}
# the first that fits a page is drawn; a layout that takes too long is tried again with the next two
_BUDGETS = (Budget(40, 80), Budget(32, 60), Budget(26, 48), Budget(20, 36), Budget(14, 24))
_TRIES = 3
_SECONDS = 8.0


def draw(
    target: str = "",
    output: str | None = None,
    *,
    output_format: str | None = None,
    engine: str = BUNDLED,
    view: str = CONSUMERS,
    depth: int | None = None,
    via: str = "",
    level: str = LEVELS[0],
    between: Sequence[str] = (),
    show: str = SHOWN[0],
    link_template: str = "",
    **options: Unpack[Options],
) -> Drawing:
    """Draw a view of the code and save the drawing.

    `view`, one of VIEWS: "consumers", "chains" and "waves" of the symbol `target`; "blast" of the module
    `target`; "packages" and "cycles" of the whole tree; "diff" of two states of who takes `target`.

    `depth`: how many components of their names packages are opened to, or cycles looked for between.
    `via`, `level`: which chains, see `chains`. `between`: two saved traces, or two revisions of the
    repository; `show`: "both", "before" or "after", each thing in the same place in all three.
    `link_template`: an address with {file}, {line}, {module} or {revision}, where a click on a node leads.

    `output`: the file, by default named after the target and in the directory "output", which is made if
    need be. `output_format`: one of FORMATS, by default the one the file's name ends in, else "svg".

    Raises BadTarget, BadUsage, BadConfig, UnknownFormat, RootNotFound, NoPythonFiles, BadRevision,
    BadResult, CannotRender and CannotWrite.

    >>> import graphkit, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     drawn = graphkit.draw("websocket-factory", f"{folder}/factory.svg", roots=[graphkit.SAMPLE])
    >>> drawn.format, drawn.view, drawn.nodes
    ('svg', 'consumers', 38)
    """
    _check(target, view, between, show)
    check_template(link_template)
    chosen = _format(output, output_format)
    if output:
        check_output(output)
    asked = Asked(view, target, depth, via, level)
    scene = find_changes(target, between, show, **options) if view == DIFF else set_scene(asked, **options)
    diagram, content = lay_out(scene, chosen, engine, link_template)
    path = output or _default_path(diagram, view, chosen)
    write_output(path, content)
    return Drawing(
        diagram.subtitle,
        path,
        chosen,
        content,
        diagram.caption,
        scene.problems,
        scene.files,
        view,
        len(diagram.nodes),
        len(diagram.edges),
    )


def _check(target: str, view: str, between: Sequence[str], show: str) -> None:
    if view not in VIEWS:
        raise BadUsage(f"unknown view {view!r}; choose one of {', '.join(VIEWS)}")
    if show not in SHOWN:
        raise BadUsage(f"unknown part {show!r} of a diff; choose one of {', '.join(SHOWN)}")
    if view == DIFF and len(between) != 2:
        raise BadUsage("the view diff takes two saved traces, or a target and two revisions")
    if view in ("packages", "cycles") and target:
        raise BadUsage(f"the view {view} is of the whole tree and takes no target; give --root to draw less")
    if view not in ("packages", "cycles", DIFF) and not target:
        raise BadUsage(f"the view {view} needs a {'module' if view == 'blast' else 'target'}")


def _format(output: str | None, output_format: str | None) -> str:
    ending = PurePath(output or "").suffix.removeprefix(".").lower()
    given = output_format or _SUFFIXES.get(ending, ending) or "svg"
    if given not in FORMATS:
        raise UnknownFormat(given, FORMATS)
    return given


def _default_path(diagram: Diagram, view: str, chosen: str) -> str:
    make_directory(DIRECTORY)
    name = re.sub(r"[^\w.-]+", "-", diagram.title).strip("-")[:100] or "drawing"
    return f"{DIRECTORY}/{name}{'' if view == CONSUMERS else f'-{view}'}.{chosen}"


def lay_out(
    scene: Scene, chosen: str, engine: str, template: str = "", seconds: float = _SECONDS
) -> tuple[Diagram, str | bytes]:
    """Draw within the first budget that fits a page and whose layout does not take too long.

    `seconds`: what each of three tries may take. Raises CannotRender.
    """
    diagrams = [scene.draw(_BUDGETS[0])]
    for budget in _BUDGETS[1:]:
        if page_of(diagrams[-1]).fits:
            break
        diagrams.append(scene.draw(budget))
    tried = len(diagrams) - 1
    diagram = max(diagrams, key=lambda diagram: page_of(diagram).fits)
    for number in range(_TRIES):
        if number:
            diagram = scene.draw(_BUDGETS[min(tried + number, len(_BUDGETS) - 1)])
        if template:
            diagram = _linked(scene, diagram, template)
        try:
            return diagram, _content(diagram, chosen, engine, seconds)
        except CannotRender as error:
            if not error.timed_out or number == _TRIES - 1:
                raise
    raise AssertionError("the last try returns or raises")


def _linked(scene: Scene, diagram: Diagram, template: str) -> Diagram:
    revision, prefix = scene.revision, ""
    if needs_revision(template) and not revision:
        revision, prefix = git_place(scene.base or os.curdir)
    return linked(diagram, template, scene.places, revision, prefix)


def _content(diagram: Diagram, chosen: str, engine: str, seconds: float) -> str | bytes:
    if chosen == "mmd":
        return mermaid(diagram)
    text = dot(diagram)
    return text if chosen == "dot" else render(text, chosen, engine=engine, timeout=seconds)
