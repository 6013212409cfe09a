"""`graphkit explore`: everything about a symbol as one page to click through."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, Unpack

from graphkit.analysis.map_layout import map_layout
from graphkit.deliver.files import check_output, make_directory, write_output
from graphkit.deliver.graphviz import render
from graphkit.errors import BadTarget, CannotRender
from graphkit.extract.code_lines import read_code_lines
from graphkit.extract.page_assets import read_page_assets
from graphkit.model.breakage import WhatIf
from graphkit.model.names import Symbol
from graphkit.model.page import Exploration, Page
from graphkit.model.ranking import POLICIES, Ranking
from graphkit.model.uses import Trace
from graphkit.report.html_page import html_page, page_caption
from graphkit.report.html_page_dot import page_dot
from graphkit.workflows.rank import stand_on
from graphkit.workflows.reading import Options, Reading, open_reading
from graphkit.workflows.remembered import remembered
from graphkit.workflows.trace import trace_in
from graphkit.workflows.whatif import Prediction

DIRECTORY = "output"

# modules of the symbol flow; more are no diagram any more, and take Graphviz too long
_DRAWN = 300
_SECONDS = 15.0
# bindings whose removal is thought through
_PREDICTED = 24
# lines of code shown before and after a use
_AROUND = 2


class _Place(Protocol):
    """What stands at a line of a file."""

    @property
    def file(self) -> str:
        """The file's path."""

    @property
    def line(self) -> int:
        """Counted from 1."""


def explore(target: str, output: str | None = None, **options: Unpack[Options]) -> Page:
    """Write a page to explore a symbol with: map, chains, code of every use, waves; one file, offline.

    `output`: the file, by default named after the symbol and in the directory "output", which is made if need
    be.

    Raises BadTarget, BadConfig, RootNotFound, NoPythonFiles, CannotRender and CannotWrite.

    >>> import graphkit, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = graphkit.explore("websocket-factory", f"{folder}/factory.html", roots=[graphkit.SAMPLE])
    >>> page.target.partition(":")[2], page.content[:15]
    ('get_websocket_manager_factory', '<!doctype html>')
    """
    if output:
        check_output(output)
    found = collect(target, **options)
    if not output:
        make_directory(DIRECTORY)
        name = re.sub(r"[^\w.-]+", "-", found.trace.target.name or found.trace.target.module)
        output = f"{DIRECTORY}/{name}.html"
    content = html_page(found, *read_page_assets())
    write_output(output, content)
    return Page(
        str(found.trace.target),
        output,
        content,
        page_caption(found),
        found.ranking.problems,
        found.trace.files,
    )


def collect(target: str, **options: Unpack[Options]) -> Exploration:
    """Work out everything that the page of `target` shows.

    Raises BadTarget, BadConfig, RootNotFound, NoPythonFiles and CannotRender.
    """
    reading = open_reading(**options)
    traced = trace_in(reading, target)
    ground = stand_on(reading, target, traced)
    ranking = Ranking(str(traced.target), ground.ranked(POLICIES[0]), ground.problems, traced.files)
    found = Exploration(
        traced,
        ground.imports,
        tuple(ground.radii.values()),
        ranking,
        map_layout(ground.imports.modules),
        read_code_lines(reading.tree, _lines(traced), _AROUND),
        tests=_tests(reading),
        what_ifs=_what_ifs(reading, traced),
    )
    return _with_drawing(found)


def _what_ifs(reading: Reading, traced: Trace) -> tuple[WhatIf, ...]:
    """What breaks if the definition goes, or one of the bindings that most others take."""
    names = [str(Symbol(row.module, row.name)) for row in traced.definitions]
    by_takers = sorted(traced.reexports, key=lambda row: (-row.used_by, row))
    names += [str(Symbol(row.module, row.name)) for row in by_takers]
    asked = list(dict.fromkeys(names))[:_PREDICTED]
    kept = tuple[WhatIf, ...]
    return remembered(reading, "what_ifs", asked, kept, lambda: tuple(_predicted(reading, asked)))


def _predicted(reading: Reading, names: Iterable[str]) -> Iterator[WhatIf]:
    prediction = Prediction(reading)
    for name in names:
        # what a star or a computed table provides cannot be taken out by itself
        with contextlib.suppress(BadTarget):
            yield prediction.of(name)


def _with_drawing(found: Exploration) -> Exploration:
    if len(found.ranking.modules) > _DRAWN:
        return found
    try:
        return replace(found, drawing=render(page_dot(found), "svg", timeout=_SECONDS).decode())
    except CannotRender as error:
        if not error.timed_out:
            raise
        return found


def _lines(traced: Trace) -> dict[str, set[int]]:
    """Return the lines to show, by file."""
    wanted: dict[str, set[int]] = {}
    rows: list[_Place] = [*traced.definitions, *traced.reexports, *traced.exports, *traced.dangling]
    rows += [*traced.flow, *(use for consumer in traced.consumers for use in consumer.uses)]
    for row in rows:
        wanted.setdefault(row.file, set()).add(row.line)
    return wanted


def _tests(reading: Reading) -> tuple[str, ...]:
    return tuple(sorted(file.module for file in reading.tree.files if file.is_test))
