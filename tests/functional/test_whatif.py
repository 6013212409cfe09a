"""`graphkit whatif remove`: what is named, what is answered, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import graphkit
from graphkit.cli.main import graphkit as command
from graphkit.errors import BadTarget
from graphkit.model.breakage import Breakage, WhatIf
from tests.conftest import WriteTree

TREE = {
    "src/pkg/__init__.py": "",
    "src/pkg/factory.py": "def make():\n    return 1\n\n\ndef other():\n    return make()\n",
    "src/pkg/facade.py": """\
        from pkg.factory import (
            make,
            other,
        )

        __all__ = ["make", "other"]
        """,
    "src/pkg/routes.py": "from pkg.facade import make\n\n\ndef connect():\n    return make()\n",
    "src/pkg/app.py": "import pkg.routes\n",
    "src/pkg/late.py": "def go():\n    from pkg.facade import make\n    return make()\n",
    "src/pkg/soft.py": "try:\n    from pkg.facade import make\nexcept ImportError:\n    make = None\n",
    "src/pkg/stars.py": "from pkg.facade import *\n",
    "src/pkg/lazy.py": """\
        def __getattr__(name):
            if name == "made":
                from pkg.factory import make
                return make
            raise AttributeError(name)
        """,
    "src/pkg/sub/__init__.py": "",
    "src/pkg/sub/one.py": "x = 1\n",
    "src/pkg/sub/two.py": "from pkg.sub.one import x\n",
    "src/pkg/near.py": "from pkg.sub import two\n",
    "src/tests/test_a.py": "from unittest.mock import patch\n\n@patch('pkg.facade.make')\ndef test(m): ...\n",
    "graphkit.toml": """\
        roots = ["src"]
        [deprecations.old]
        target = "pkg.factory:make"
        """,
}


@pytest.fixture
def top(write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree, as the current directory."""
    top = write_tree(TREE)
    monkeypatch.chdir(top)
    return top


def places(rows: tuple[Breakage, ...]) -> list[str]:
    return [f"{row.file}:{row.line} {row.error or row.kind}" for row in rows]


def ask(*removed: str, **options: Any) -> WhatIf:
    return graphkit.whatif(*removed, cache=False, **options)


def test_a_name_that_a_facade_passes_on(top: Path) -> None:
    found = ask("pkg.facade:make")
    assert [row[1:] for row in found.statements] == [
        ("pkg/facade.py", 2, "binding", "from pkg.factory import make"),
        ("pkg/facade.py", 6, "export", '__all__ = ["make", "other"]'),
    ]
    assert places(found.import_time) == ["pkg/app.py:1 ImportError", "pkg/routes.py:1 ImportError"]
    assert found.import_time[0].via == ("pkg.routes",)
    assert places(found.call_time) == ["pkg/late.py:2 ImportError"]
    assert places(found.guarded) == ["pkg/soft.py:2 ImportError"]
    assert places(found.dangling) == ["tests/test_a.py:3 patch_string"]
    assert found.verdict == "unsafe"
    assert found.summary == "unsafe: 1 module fails at import, 1 with it; 1 statement fails when reached"
    assert found.files.seen == found.files.total


@pytest.mark.parametrize(
    "given", ["pkg.facade.make", "src/pkg/facade.py:2", "pkg/facade.py:2", "./src/pkg/facade.py:2"]
)
def test_other_ways_of_naming_it(top: Path, given: str) -> None:
    found, same = ask(given), ask("pkg.facade:make")
    assert found.removed == (given,)
    assert (found.statements, found.import_time) == (same.statements, same.import_time)


def test_a_line_that_binds_several_names(top: Path) -> None:
    assert {row.symbol for row in ask("pkg/facade.py:1").statements} == {
        "pkg.facade:make",
        "pkg.facade:other",
    }


def test_an_entry_of_all_that_is_kept(top: Path) -> None:
    found = ask("pkg.facade:make", keep_all=True)
    assert "pkg/stars.py:1 AttributeError" in places(found.import_time)
    assert "pkg/facade.py:6 export" in places(found.dangling)


def test_a_definition_by_the_name_of_its_deprecation(top: Path) -> None:
    found = ask("old")
    assert found.statements[0][:4] == ("pkg.factory:make", "pkg/factory.py", 1, "definition")
    assert "pkg/facade.py:1 ImportError" in [
        place.replace(":2 ", ":1 ") for place in places(found.import_time)
    ]
    assert not any(row.module == "pkg.factory" for row in found.import_time)


def test_a_package_goes_with_all_below_it(top: Path) -> None:
    found = ask("pkg.sub")
    assert [(row.symbol, row.kind) for row in found.statements] == [
        ("pkg.sub", "module"),
        ("pkg.sub.one", "module"),
        ("pkg.sub.two", "module"),
    ]
    assert places(found.import_time) == ["pkg/near.py:1 ModuleNotFoundError"]


def test_several_at_once_with_what_takes_from_them(top: Path) -> None:
    assert ask("pkg.sub.one", "pkg.sub.two", "pkg.near").verdict == "safe"
    assert ask("pkg.sub.one").verdict == "unsafe"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("pkg.facade:mak", "'pkg.facade:mak': pkg.facade holds no mak; did you mean pkg.facade:make?"),
        ("pkg.facad:make", "there is no module pkg.facad under the roots; did you mean pkg.facade:make"),
        ("pkg/facade.py:5", "binds a name on line 5 of pkg/facade.py; did you mean pkg/facade.py:"),
        ("pkg/facad.py:2", "there is no file pkg/facad.py under the roots; did you mean pkg/facade.py:2"),
        (
            "pkg.stars:make",
            "no statement of pkg.stars binds make: it comes from elsewhere; did you mean pkg.factory:make?",
        ),
        ("nothing", "there is no module nothing under the roots"),
    ],
)
def test_what_is_not_there(top: Path, given: str, said: str) -> None:
    with pytest.raises(BadTarget) as caught:
        ask(given)
    assert said in str(caught.value)
    result = CliRunner().invoke(command, ["whatif", "remove", given])
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["pkg.facade:make"], 0),
        (["pkg.facade:make", "--check"], 1),
        (["pkg.app", "--check"], 0),
        (["pkg.app", "--check", "--strict"], 0),
        ([], 2),
    ],
)
def test_exit_status(top: Path, arguments: list[str], status: int) -> None:
    assert CliRunner().invoke(command, ["whatif", "remove", *arguments]).exit_code == status


def test_the_document_is_complete_and_the_same_from_the_cache(top: Path) -> None:
    arguments = ["whatif", "remove", "pkg.facade:make", "--format", "json", "--cache-dir", str(top / "cache")]
    cold, warm = (CliRunner().invoke(command, arguments).stdout for _ in range(2))
    assert cold == warm
    document = json.loads(cold)
    assert document["schema"] == "graphkit/whatif/1"
    assert document["removed"] == ["pkg.facade:make"]
    assert {"module", "file", "line", "error", "via"} <= set(document["import_time"][0])
    for key in ("call_time", "guarded", "dangling", "already_broken", "statements", "files", "problems"):
        assert key in document


def test_nothing_is_written(top: Path) -> None:
    before = {path: path.read_bytes() for path in top.rglob("*") if path.is_file()}
    ask("pkg.facade:make")
    assert {path: path.read_bytes() for path in top.rglob("*") if path.is_file()} == before
