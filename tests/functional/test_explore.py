"""`graphkit explore` on a small tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import graphkit
from graphkit.cli.main import graphkit as command
from tests.conftest import WriteTree

TREE = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make():\n    return 1\n",
    "pkg/facade.py": "from pkg.factory import make\n",
    "pkg/routes.py": "from pkg.facade import make\n\n\ndef connect():\n    return make()\n",
    "graphkit.toml": 'roots = ["."]\n[deprecations.old]\ntarget = "pkg.factory:make"\n',
}


@pytest.fixture
def top(write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch) -> Path:
    top = write_tree(TREE)
    monkeypatch.chdir(top)
    return top


def run(*arguments: str, status: int = 0) -> Result:
    result = CliRunner().invoke(command, ["explore", *arguments])
    assert result.exit_code == status, result.output
    return result


def test_by_default_the_page_goes_to_output(top: Path) -> None:
    said = run("old").stdout.splitlines()
    assert said[0] == "output/make.html"
    assert said[1:3] == ["  1 consumer with 2 uses, 1 facade, 3 waves", "  map of 4 modules and 2 imports"]
    page = (top / "output" / "make.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "return make()" in page
    assert 'id="n' in page


def test_json_says_what_was_written(top: Path) -> None:
    document = json.loads(run("pkg.factory:make", "-o", "page.html", "--format", "json").stdout)
    assert document["schema"] == "graphkit/explore/1"
    assert document["path"] == "page.html"
    assert document["bytes"] == (top / "page.html").stat().st_size
    assert document["problems"] == []


def test_the_same_bytes_with_and_without_the_cache(top: Path) -> None:
    run("old", "-o", "one.html")
    run("old", "-o", "two.html")
    run("old", "-o", "three.html", "--no-cache")
    one, two, three = ((top / f"{name}.html").read_bytes() for name in ("one", "two", "three"))
    assert one == two == three
    assert str(top).encode() not in one


def test_a_page_needs_a_file(top: Path) -> None:
    assert "explore writes a file: give -o FILE" in run("old", "-o", "-", status=2).output
    assert "no directory" in run("old", "-o", "gone/page.html", status=2).output


def test_the_function_of_the_same_name(top: Path) -> None:
    page = graphkit.explore("old", "page.html", roots=["."])
    assert isinstance(page, graphkit.Page)
    assert page.content == (top / "page.html").read_text(encoding="utf-8")
    assert page.files == (4, 4)


def test_more_modules_than_a_diagram_holds(top: Path) -> None:
    for number in range(320):
        (top / "pkg" / f"m{number}.py").write_text("from pkg.facade import make\nmake()\n", encoding="utf-8")
    page = graphkit.explore("old", "page.html", cache=False)
    assert "too many for a diagram" in page.caption[-1]
    assert "<svg" not in page.content
