"""The notebooks run, say what is so on the sample, run on other code, and are stored without outputs."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeVar

import nbformat
import pytest
from nbformat import NotebookNode

from notebooks.build import (
    PARAMETERS,
    execute,
    main,
    notebook_paths,
    paired,
    script_of,
    to_html,
    with_parameters,
)
from tests.functional.trees import split, tree

T = TypeVar("T")

NOTEBOOKS = notebook_paths()
NAMES = [path.stem for path in NOTEBOOKS]
CORE = "netra_backend.app.websocket_core"
FACADE = f"{CORE}.canonical_imports"
# a small tree of somebody else's: no configuration, a facade, a test, a use that is only possible
OTHER = """
== pkg/facade.py
from pkg.a import make
__all__ = ["make"]
== pkg/user.py
from pkg.facade import make
def run():
    return make()
== pkg/late.py
def run():
    try:
        from pkg.facade import make
    except ImportError:
        return None
    return make()
== tests/test_user.py
from pkg.user import run
def test_run():
    run()
"""


def run(name: str, directory: Path, **parameters: object) -> NotebookNode:
    """Run a copy of a notebook alone in `directory`."""
    source = next(path for path in NOTEBOOKS if path.stem.startswith(name))
    directory.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(shutil.copy(source, directory), as_version=4)
    if parameters:
        with_parameters(notebook, parameters)
    return apart(execute, notebook, directory)


def apart(work: Callable[..., T], *given: object) -> T:
    """Work in a thread of its own: Playwright leaves an event loop running in the one of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work, *given).result()


def shown(notebook: NotebookNode, ending: str) -> dict[str, Any]:
    """What the last cell shows whose last line begins with `ending`: MIME type → content."""
    lasts = {cell.source.splitlines()[-1]: cell for cell in notebook.cells if cell.cell_type == "code"}
    found = [cell for last, cell in lasts.items() if last == ending] or [
        cell for last, cell in lasts.items() if last.startswith(ending)
    ]
    assert len(found) == 1, list(lasts)
    results = [output for output in found[0].outputs if "data" in output]
    assert len(results) == 1, found[0].outputs
    return dict(results[0].data)


def rows(data: dict[str, Any]) -> list[list[str]]:
    """The cells of a data frame's HTML, row by row, without its header."""
    body = data["text/html"].partition("<tbody>")[2]
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("<tr>")[1:]]
    return [[unescape(cell) for cell in row] for row in found]


class _Loads(HTMLParser):
    """What a page asks for: addresses in `src`, in `link` and in styles, that are not in the page itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in ("src", "srcset", "data", "poster") if name in given]
        if tag in ("link", "image", "use"):
            self.found += [value for name, value in given.items() if name.endswith("href")]
        self.handle_data(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        asked = re.findall(r"\b(?:url|import)\(\s*[\"']?([^)\"'\s]+)|@import\s+[\"']([^\"']+)", data)
        self.found += [address for pair in asked for address in pair if address]


def loads(page: str) -> list[str]:
    parser = _Loads()
    parser.feed(page)
    return [found for found in parser.found if not found.startswith(("data:", "#"))]


def test_there_are_four_and_each_has_its_script() -> None:
    assert NAMES == [
        "01_explore_the_graph",
        "02_every_path_to_the_factory",
        "03_blast_radius_and_next_file",
        "04_remediation_plan",
    ]
    assert {script_of(path) for path in NOTEBOOKS} == set((NOTEBOOKS[0].parent / "scripts").glob("*.py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
class TestStored:
    def test_says_the_same_as_its_script(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8") == paired(script_of(path))

    def test_holds_no_outputs_and_no_counts(self, path: Path) -> None:
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            assert not cell.get("outputs")
            assert cell.get("execution_count") is None
        assert set(notebook.metadata) == {"jupytext", "kernelspec"}

    def test_has_one_cell_of_parameters_and_says_what_it_is_for(self, path: Path) -> None:
        cells = nbformat.read(path, as_version=4).cells
        tagged = [cell for cell in cells if PARAMETERS in cell.metadata.get("tags", ())]
        assert len(tagged) == 1
        assert re.findall(r"^(\w+) = ", tagged[0].source, re.MULTILINE) == ["ROOT", "TARGET", "CONFIG"]
        assert cells[0].cell_type == "markdown"
        assert cells[0].source.startswith("# ")

    def test_prose_states_no_figures_of_the_sample(self, path: Path) -> None:
        cells = nbformat.read(path, as_version=4).cells
        prose = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
        assert not re.findall(r"\b\d{2,}\b|\d %", prose)


def test_01_explores_the_graph(tmp_path: Path) -> None:
    notebook = run("01", tmp_path / "a directory")
    assert "<svg" in shown(notebook, "graph")["text/html"]
    home = shown(notebook, "graph[home]")
    assert f'<tr><th scope="row">{FACADE}</th><td>31</td>' in home["text/html"]
    assert "<svg" in shown(notebook, "graphkit.draw(home")["text/html"]
    widget = shown(notebook, "w")
    assert "application/vnd.jupyter.widget-view+json" in widget
    assert "<svg" in widget["text/html"]
    assert shown(notebook, "graph[w.selected")["text/html"] == home["text/html"]
    # pictures go elsewhere: a notebook leaves nothing beside itself
    assert [path.name for path in (tmp_path / "a directory").iterdir()] == ["01_explore_the_graph.ipynb"]
    assert loads(to_html(notebook, "1 < 2")) == []


def test_02_finds_every_path(tmp_path: Path) -> None:
    notebook = run("02", tmp_path)
    trace = shown(notebook, "trace")
    assert "consumers           38 modules (33 production, 5 tests)" in trace["text/plain"]
    assert "uses                92 certain, 1 possible" in trace["text/plain"]
    assert "93 uses in 38 modules" in trace["text/html"]
    first = rows(shown(notebook, ').set_index("file")'))[0]
    names = ["get_websocket_manager_factory", "import", "import_time"]
    assert first == [f"{FACADE.replace('.', '/')}.py", "34", *names, "33"]
    assert "8 of 48 chains" in shown(notebook, "chains")["text/html"]
    counts = {row[0]: int(row[1]) for row in rows(shown(notebook, ").set_index(pd.Index(parts"))}
    assert counts == {"depend on the facades alone": 33, "bypass them": 2, "do both": 3, "smallest cut": 6}
    unseen = [row[:2] for row in rows(shown(notebook, ').set_index("what")'))]
    assert ["possible use", "netra_backend/app/services/feature_probe.py:17"] in unseen
    assert [what for what, _ in unseen].count("broken today") == 4
    assert loads(to_html(notebook, "2")) == []


def test_03_names_the_next_file(tmp_path: Path) -> None:
    notebook = run("03", tmp_path)
    verdict = shown(notebook, "Markdown(")["text/markdown"]
    assert verdict == "**unsafe: 15 modules fail at import, 19 with them; 7 statements fail when reached**"
    effects = {row[0]: row[1:] for row in rows(shown(notebook, "pd.crosstab"))}
    assert (effects["guarded"], effects["dangling"]) == (["3", "0"], ["0", "2"])
    order = rows(shown(notebook, 'order.set_index("rank")'))
    assert order[0][:3] == ["1", "1", "netra_backend/app/agents/greeter.py"]
    step = shown(notebook, "step")
    assert step["text/plain"].startswith("change netra_backend/app/agents/greeter.py\n")
    assert "WebSocketManager(user_context=context)" in step["text/html"]
    assert ["legacy.broken_report", "legacy/broken_report.py", "0"] in rows(
        shown(notebook, "pd.DataFrame(tests")
    )
    assert loads(to_html(notebook, "3")) == []


def test_04_plans_and_judges_orders(tmp_path: Path) -> None:
    notebook = run("04", tmp_path)
    assert rows(shown(notebook, "pd.DataFrame(compliance"))[0][:4] == ["all", "23", "15", "4"]
    assert [row[2] for row in rows(shown(notebook, ').set_index("phase").round(1)'))] == [
        "34",
        "10",
        "4",
        "4",
    ]
    assert "Plan: retire `get_websocket_manager_factory`" in shown(notebook, "Markdown(text")["text/markdown"]
    headings = shown(notebook, 'Markdown("')["text/markdown"].splitlines()
    assert headings[:4] == [
        "- Can it go today?",
        "- Who takes it through what",
        "- Risks",
        "- How to work through it",
    ]
    assert [line[: len("- Phase 1")] for line in headings[4:8]] == [
        f"- Phase {number}" for number in range(1, 5)
    ]
    first, waves = rows(shown(notebook, "pd.DataFrame(verdicts"))
    assert first[:3] == ["export first", "2", "1"]
    assert "24 statements fail at import" in first[3]
    assert waves == ["wave by wave", "5", "0", "no step breaks anything"]
    assert rows(shown(notebook, ').set_index("phase")'))[0][:2] == ["1", "34"]
    assert loads(to_html(notebook, "4")) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("code", [OTHER, ""], ids=["a facade", "no use at all"])
def test_runs_on_other_code(tmp_path: Path, name: str, code: str) -> None:
    root = tree(tmp_path / "their code", split(code))
    notebook = run(name, tmp_path / "notebook", ROOT=str(root), TARGET="pkg.a:make")
    outputs = nbformat.writes(notebook)
    assert "pkg" in outputs
    assert "netra_backend" not in outputs


def test_writes_pages_and_says_how_far_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert apart(main, ["02", "-o", str(tmp_path / "new" / "pages")]) == 0
    assert [path.name for path in (tmp_path / "new" / "pages").iterdir()] == [f"{NAMES[1]}.html"]
    page = (tmp_path / "new" / "pages" / f"{NAMES[1]}.html").read_text(encoding="utf-8")
    assert "<title>2. Every path to the factory</title>" in page
    assert re.match(rf"\[1/1\] {NAMES[1]} … [\d.]+ s  .*{NAMES[1]}\.html\n", capsys.readouterr().out)


def test_a_cell_that_fails_fails_the_run(tmp_path: Path) -> None:
    from nbclient.exceptions import CellExecutionError

    with pytest.raises(CellExecutionError, match="RootNotFound"):
        run("01", tmp_path, ROOT=str(tmp_path / "nowhere"))


def test_the_page_of_a_notebook_keeps_what_is_hostile_as_text() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_raw_cell("x")])
    assert "<title>1 &lt; 2</title>" in to_html(notebook, "1 < 2")


def test_runs_on_its_own_python_whatever_the_user_has_set_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree(
        tmp_path,
        {
            "jupyter/kernels/python3/kernel.json": '{"argv": ["no-such-python"], "display_name": "broken"}',
            "ipython/profile_default/startup/first.py": "begun = True\n",
        },
    )
    for name in ("JUPYTER_PATH", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "jupyter"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    cells = [nbformat.v4.new_code_cell('import sys\nsys.executable, "begun" in globals()')]
    notebook = apart(execute, nbformat.v4.new_notebook(cells=cells), tmp_path)
    assert shown(notebook, "sys.executable")["text/plain"] == repr((sys.executable, False))
