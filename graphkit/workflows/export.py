"""`graphkit export`: the graph for other tools."""

from __future__ import annotations

from typing import Unpack

from graphkit.analysis.blast_radius import blast_radii
from graphkit.analysis.graph_exports import WRITERS, module_graph, symbol_graph
from graphkit.errors import BadUsage, UnknownFormat
from graphkit.model.exports import Export
from graphkit.report.csv_tables import TABLES, csv_table
from graphkit.workflows.problems import joined
from graphkit.workflows.reading import Options, open_reading
from graphkit.workflows.trace import trace_in

FORMATS = (*WRITERS, "csv", "json")


def export(
    target: str = "", output_format: str = FORMATS[0], *, table: str = TABLES[0], **options: Unpack[Options]
) -> Export:
    """Return the symbol flow of `target`, or without one the module graph, as a document.

    `output_format`: one of FORMATS; `table`: what a CSV holds, "edges" or "nodes". Edges run from importer to
    imported.

    Raises BadUsage, BadTarget, BadConfig, UnknownFormat, RootNotFound and NoPythonFiles.

    >>> import graphkit
    >>> document = graphkit.export("websocket-factory", "csv", roots=[graphkit.SAMPLE]).content
    >>> document.splitlines()[0]
    'importer,imported,file,line,how,when,guarded'
    """
    if output_format not in FORMATS:
        raise UnknownFormat(output_format, FORMATS)
    if table not in TABLES:
        raise BadUsage(f"unknown table {table!r}; choose one of {', '.join(TABLES)}")
    reading = open_reading(**options)
    modules = reading.tree.modules
    about = ""
    if target:
        traced = trace_in(reading, target)
        about, problems, files = str(traced.target), traced.problems, traced.files
        graph = symbol_graph(traced, modules)
    else:
        imports, found, files = reading.imports
        problems = joined(reading.problems, found)
        graph = module_graph(imports, blast_radii(imports, modules), modules)
    content = ""
    if output_format in WRITERS:
        content = WRITERS[output_format](graph)
    elif output_format == "csv":
        content = csv_table(graph, table)
    return Export(about, output_format, graph, content, problems, files)
