"""Pair the notebooks with their scripts, run them, and write them as HTML that needs no network.

`build.py` runs all and writes output/notebooks/*.html, `build.py 01 03` these two. `build.py --pair` writes
the notebooks anew from scripts/, without running them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
FORMATS = "ipynb,scripts//py:percent"
PARAMETERS = "parameters"
CELL_SECONDS = 300
# nbconvert's page without what it would load from elsewhere. Tables scroll, so that a long one is no flood; a
# saved picture's words are in the picture.
_PAGE = """{% extends 'lab/index.html.j2' %}
{% block html_head_js_requirejs %}{% endblock %}
{% block html_head_js_mathjax %}{% endblock %}
{% block html_head_js_mermaidjs %}{% endblock %}
{% block jupyter_widgets %}{% endblock %}
{% block html_head_css %}<style>
main { max-width: 1100px; margin: 0 auto; padding: 0 16px 48px; }
.jp-InputPrompt, .jp-OutputPrompt { display: none; }
.jp-RenderedHTMLCommon svg, .jp-RenderedSVG img { max-width: 100%; height: auto; }
.jp-RenderedHTMLCommon table { display: block; overflow: auto; max-height: 480px; margin: 0 0 16px; }
.jp-RenderedHTML :is(td, th, caption) { text-align: left !important; vertical-align: top !important; }
.jp-RenderedHTMLCommon caption { font-weight: bold; padding: 4px 6px; }
.jp-RenderedHTMLCommon thead { position: sticky; top: 0; background: var(--jp-layout-color0); }
@media print { .jp-RenderedHTMLCommon table { max-height: none; } }
</style>{% endblock %}
"""
# static first: a widget's own view needs a running kernel
_SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain"]


def notebook_paths() -> list[Path]:
    """Return the notebooks in the order in which they are read."""
    return sorted(HERE.glob("[0-9]*.ipynb"))


def script_of(notebook: Path) -> Path:
    """Return the script that says the same as `notebook`."""
    return notebook.parent / "scripts" / f"{notebook.stem}.py"


def paired(script: Path) -> str:
    """Return the notebook that `script` stands for: no outputs, and ids that say which cell it is."""
    import jupytext
    import nbformat

    notebook = jupytext.read(script, fmt="py:percent")
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number:02}"
    notebook.metadata["jupytext"] = {"formats": FORMATS}
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"


def with_parameters(notebook: NotebookNode, values: Mapping[str, object]) -> NotebookNode:
    """Set `values` right behind the cell that is tagged `parameters`; changes and returns `notebook`."""
    from nbformat.v4 import new_code_cell

    tagged = [n for n, cell in enumerate(notebook.cells) if PARAMETERS in cell.metadata.get("tags", ())]
    source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    notebook.cells.insert(tagged[0] + 1, new_code_cell(source, id="injected-parameters"))
    return notebook


def execute(notebook: NotebookNode, directory: str | Path) -> NotebookNode:
    """Run every cell in `directory`; changes and returns `notebook`.

    The kernel is this Python's own, whatever kernels and settings the user has. Raises CellExecutionError.
    """
    with _own_settings():
        asyncio.run(_execute(notebook, str(directory)))
    return notebook


async def _execute(notebook: NotebookNode, directory: str) -> None:
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    # without directories to look for kernels in, only that of the running Python is left
    kernels = KernelSpecManager(kernel_dirs=[])
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=kernels)
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=CELL_SECONDS,
        startup_timeout=CELL_SECONDS,
        record_timing=False,
        extra_arguments=["--log-level=40"],
        resources={"metadata": {"path": directory}},
    )
    # the manager was given to the client, which leaves it alone at the end unless it is told to
    await client.async_execute(cleanup_kc=True)


def to_html(notebook: NotebookNode, title: str) -> str:
    """Return the page of a notebook that was run; it asks for nothing from anywhere."""
    from jinja2 import DictLoader
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    settings = Config({"NbConvertBase": {"display_data_priority": _SHOWN}})
    exporter = HTMLExporter(settings, extra_loaders=[DictLoader({"offline.html.j2": _PAGE})])
    exporter.template_file = "offline.html.j2"
    exporter.embed_images = True
    body, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": title}})
    return str(body)


@contextmanager
def _own_settings() -> Iterator[None]:
    """Keep the user's Jupyter and IPython settings, start-up files and history out of a run."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    before = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory(prefix="graphkit-jupyter-") as directory:
        for name in names:
            place = Path(directory, name.lower())
            place.mkdir(mode=0o700)
            os.environ[name] = str(place)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def main(arguments: Sequence[str]) -> int:
    """Run or pair the notebooks; return the exit status."""
    parser = argparse.ArgumentParser(description="Run the notebooks, or pair them with their scripts.")
    parser.add_argument("numbers", nargs="*", metavar="NN", help="only notebooks whose names begin so")
    parser.add_argument("--pair", action="store_true", help="write the notebooks anew from scripts/")
    parser.add_argument("-o", "--output", type=Path, default=HERE.parent / "output" / "notebooks")
    chosen = parser.parse_args(arguments)
    if chosen.pair:
        for script in sorted((HERE / "scripts").glob("[0-9]*.py")):
            (HERE / f"{script.stem}.ipynb").write_text(paired(script), encoding="utf-8")
        return 0
    paths = [path for path in notebook_paths() if path.name.startswith(tuple(chosen.numbers) or "")]
    return _run(paths, chosen.output)


def _run(paths: Sequence[Path], output: Path) -> int:
    import nbformat
    from nbclient.exceptions import CellExecutionError

    output.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(paths, 1):
        print(f"[{number}/{len(paths)}] {path.stem} …", end=" ", flush=True)
        begun = time.monotonic()
        try:
            notebook = execute(nbformat.read(path, as_version=4), HERE)
        except CellExecutionError as error:
            print(f"failed\n{error}", file=sys.stderr)
            return 1
        page = output / f"{path.stem}.html"
        page.write_text(to_html(notebook, _title(notebook, path.stem)), encoding="utf-8")
        shown = os.path.relpath(page)
        print(f"{time.monotonic() - begun:.1f} s  {shown}", flush=True)
    return 0


def _title(notebook: NotebookNode, otherwise: str) -> str:
    found = re.match(r"# (.+)", notebook.cells[0].source)
    return found[1] if found else otherwise


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
