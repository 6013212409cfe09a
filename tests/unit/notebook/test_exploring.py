from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.errors import BadTarget
from graphkit.notebook.still import StillExploration
from tests.conftest import WriteTree

TREE = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make(): ...\n",
    "pkg/routes.py": "from pkg.factory import make\nmake()\n",
}


@pytest.fixture
def root(write_tree: WriteTree) -> Path:
    return write_tree(TREE)


def test_a_widget_of_the_tree(root: Path) -> None:
    pytest.importorskip("anywidget", reason='anywidget is not installed: pip install "graphkit[jupyter]"')
    widget = graphkit.widget("pkg.factory:make", roots=[str(root)], cache=False)
    assert type(widget).__name__ == "ExploreWidget"
    assert widget.exploration.imports.modules == ("pkg", "pkg.factory", "pkg.routes")
    widget.selected = "pkg.routes"
    assert widget.selected == "pkg.routes"


def test_without_anywidget_a_drawing_and_the_remedy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anywidget", None)
    monkeypatch.delitem(sys.modules, "graphkit.notebook.widget", raising=False)
    with pytest.warns(UserWarning, match=r'pip install "graphkit\[jupyter\]"') as told:
        widget = graphkit.widget("pkg.factory:make", roots=[str(root)], cache=False)
    assert told[0].filename == __file__
    assert isinstance(widget, StillExploration)
    widget.selected = "pkg.routes"
    bundle: Any = widget._repr_mimebundle_()
    assert "<svg" in bundle["image/svg+xml"]


def test_what_is_not_there(root: Path) -> None:
    with pytest.raises(BadTarget, match="make"):
        graphkit.widget("pkg.factory:mak", roots=[str(root)], cache=False)
