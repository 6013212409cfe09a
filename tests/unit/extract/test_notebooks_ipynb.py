"""Notebooks: the source of the code cells, and the line of the file that each of its lines is on."""

from __future__ import annotations

import json

from graphkit.extract.notebooks_ipynb import notebook_source


def notebook(*cells: object, **metadata: object) -> dict[str, object]:
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def code(*lines: str) -> dict[str, object]:
    source = [f"{line}\n" for line in lines[:-1]] + list(lines[-1:])
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}


def text_cell(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": [text]}


def written(document: object) -> bytes:
    return json.dumps(document, indent=1).encode()


def test_cells_follow_one_another_and_lines_point_into_the_file() -> None:
    raw = written(notebook(code("import os", "", "x = 1"), text_cell("import never"), code("y = 2")))
    source, line_map, problems = notebook_source("n.ipynb", raw)
    assert source == b"import os\n\nx = 1\ny = 2\n"
    assert problems == ()
    lines = raw.decode().splitlines()
    assert [json.loads(lines[line - 1].strip().rstrip(",")).rstrip("\n") for line in line_map] == [
        "import os",
        "",
        "x = 1",
        "y = 2",
    ]


def test_notebook_on_one_line() -> None:
    raw = json.dumps(notebook(code("import os", "x = 1"))).encode()
    assert notebook_source("n.ipynb", raw)[:2] == (b"import os\nx = 1\n", (1, 1))


def test_source_as_one_string() -> None:
    cell = {"cell_type": "code", "source": "import os\nx = 1\n"}
    raw = written(notebook(cell))
    source, line_map, _ = notebook_source("n.ipynb", raw)
    assert source == b"import os\nx = 1\n"
    assert len(set(line_map)) == 1
    assert "import os" in raw.decode().splitlines()[line_map[0] - 1]


def test_old_format_with_worksheets() -> None:
    cell = {"cell_type": "code", "input": ["import os\n", "x = 1"], "language": "python"}
    raw = written({"worksheets": [{"cells": [cell]}], "metadata": {}, "nbformat": 3})
    assert notebook_source("n.ipynb", raw)[0] == b"import os\nx = 1\n"


def test_another_language_is_empty() -> None:
    raw = written(notebook(code("library(x)"), kernelspec={"language": "R", "name": "ir"}))
    assert notebook_source("n.ipynb", raw) == (b"", (), ())


def test_open_bracket_costs_only_its_cell() -> None:
    raw = written(notebook(code("f(", "1"), code("import os")))
    source, line_map, (problem,) = notebook_source("n.ipynb", raw)
    assert source == b"\n\nimport os\n"
    assert problem.line == line_map[0]
    assert '"f(' in raw.decode().splitlines()[problem.line - 1]


def test_broken_json_is_a_problem_at_its_line() -> None:
    raw = b'{\n "cells": [\n  {"cell_type": "code", "source": ["a"\n ]\n}\n'
    source, line_map, (problem,) = notebook_source("n.ipynb", raw)
    assert (source, line_map) == (b"", ())
    assert problem.line >= 4


def test_other_json_is_a_problem() -> None:
    assert notebook_source("n.ipynb", b"{}")[2][0].what == "JSON that is no notebook"
    assert notebook_source("n.ipynb", b"")[2][0].line == 1
