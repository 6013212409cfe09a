"""Every command on a small tree: who takes what is plain from the sources below.

pkg.factory   def make
pkg.facade    takes make from pkg.factory      (a re-export)
pkg.routes    takes make from pkg.facade, calls it in a function
pkg.direct    takes make from pkg.factory, calls it at import time
tests.test_a  takes make from pkg.facade
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphkit.cli.main import graphkit
from tests.conftest import WriteTree

TREE = {
    "src/pkg/__init__.py": "",
    "src/pkg/factory.py": "def make():\n    return 1\n",
    "src/pkg/facade.py": "import os\n\nfrom pkg.factory import make\n",
    "src/pkg/routes.py": "from pkg.facade import make\n\n\ndef connect():\n    return make()\n",
    "src/pkg/direct.py": "from pkg.factory import make\n\nVALUE = make()\n",
    "src/tests/test_a.py": "from pkg.facade import make\n\n\ndef test():\n    assert make()\n",
    "src/node_modules/skipped.py": "",
    "graphkit.toml": """
        roots = ["src"]
        [deprecations.old]
        target = "pkg.factory:make"
        facades = ["pkg.facade"]
        """,
}
TARGET = "pkg.factory:make"


@pytest.fixture
def top(write_tree: WriteTree, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree, as the current directory."""
    top = write_tree(TREE)
    monkeypatch.chdir(top)
    return top


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(graphkit, arguments)
    assert result.exit_code == 0, result.output
    return result


def document(*arguments: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(run(*arguments, "--format", "json").stdout)
    return loaded


def test_trace(top: Path) -> None:
    trace = document("trace", TARGET)
    assert trace["schema"] == "graphkit/trace/1"
    assert [(row["file"], row["line"]) for row in trace["definitions"]] == [("pkg/factory.py", 1)]
    facades = {(row["module"], row["file"], row["line"], row["origin"]) for row in trace["reexports"]}
    assert ("pkg.facade", "pkg/facade.py", 3, TARGET) in facades
    calls = {
        (consumer["module"], use["line"], use["when"])
        for consumer in trace["consumers"]
        for use in consumer["uses"]
        if use["kind"] == "call"
    }
    assert calls == {
        ("pkg.direct", 3, "import_time"),
        ("pkg.routes", 5, "call_time"),
        ("tests.test_a", 5, "call_time"),
    }
    assert {row["module"]: row["is_test"] for row in trace["consumers"]}["tests.test_a"] is True
    assert trace["files"] == {"seen": 6, "total": 6}
    assert trace["problems"] == []


@pytest.mark.parametrize("target", [TARGET, "pkg.factory.make", "old"])
def test_every_way_to_name_a_target_is_the_same(top: Path, target: str) -> None:
    assert document("trace", target) == document("trace", TARGET)


def test_trace_in_text(top: Path) -> None:
    report = run("trace", "old").stdout
    assert report.startswith(f"{TARGET}\n  defined (function)  pkg/factory.py:1\n")
    assert "pkg/facade.py:3" in report
    assert "pkg/routes.py:5" in report
    assert report.endswith("files seen 6 of 6\n")
    assert "\x1b" not in report


def test_bindings(top: Path) -> None:
    bindings = document("bindings")["bindings"]
    assert bindings["pkg.facade"] == {"make": [TARGET]}
    assert "pkg.factory" not in bindings
    assert "pkg.facade: make <- pkg.factory:make" in run("bindings").stdout


def test_chains(top: Path) -> None:
    chains = document("chains", TARGET, "--via", "pkg.facade")
    assert chains["count"] == 2
    assert [chain["modules"] for chain in chains["chains"]] == [
        ["pkg.routes", "pkg.facade", "pkg.factory"],
        ["tests.test_a", "pkg.facade", "pkg.factory"],
    ]
    bounded = document("chains", TARGET, "--limit", "1")
    assert (bounded["count"], bounded["listed"], bounded["truncated"]) == (3, 1, True)
    cuts = document("chains", TARGET, "--via", "pkg.facade", "--cuts")["cuts"]
    assert cuts["facade_only"] == ["pkg.routes", "tests.test_a"]
    assert cuts["bypassing"] == ["pkg.direct"]
    assert document("chains", TARGET, "--level", "module", "--from", "pkg.routes")["level"] == "module"


def test_blast(top: Path) -> None:
    rows = {row["module"]: row for row in document("blast")["modules"]}
    assert {name: (row["direct"], row["transitive"]) for name, row in rows.items()} == {
        "pkg": (0, 0),
        "pkg.direct": (0, 0),
        "pkg.facade": (2, 2),
        "pkg.factory": (2, 4),
        "pkg.routes": (0, 0),
        "tests.test_a": (0, 0),
    }
    assert (rows["pkg.factory"]["production"], rows["pkg.factory"]["tests"]) == (3, 1)
    assert [row["module"] for row in document("blast", "pkg.facade")["modules"]] == ["pkg.facade"]
    assert "and 4 more" in run("blast", "--limit", "2").stdout


def test_rank(top: Path) -> None:
    rows = document("rank", TARGET)["modules"]
    order = [row["module"] for row in rows]
    assert sorted(order) == ["pkg.direct", "pkg.facade", "pkg.factory", "pkg.routes", "tests.test_a"]
    assert order.index("pkg.routes") < order.index("pkg.facade") < order.index("pkg.factory") == 4
    assert all(row["reasons"] for row in rows)


@pytest.mark.parametrize(
    ("name", "start"),
    [("a.svg", b"<?xml"), ("a.png", b"\x89PNG"), ("a.dot", b"digraph"), ("a.mmd", b"")],
)
def test_draw(top: Path, name: str, start: bytes) -> None:
    result = run("draw", TARGET, "-o", name)
    content = (top / name).read_bytes()
    assert content.startswith(start)
    assert len(content) > 200
    assert result.stdout.startswith(f"{name}\n")


def test_draw_by_default_goes_to_output(top: Path) -> None:
    drawn = document("draw", TARGET)
    assert drawn["schema"] == "graphkit/draw/1"
    assert drawn["path"] == "output/make.svg"
    assert (top / "output" / "make.svg").is_file()
    assert run("draw", TARGET, "--format", "dot").stdout.startswith("output/make.dot\n")


@pytest.mark.parametrize(
    "command",
    [["trace", TARGET], ["bindings"], ["chains", TARGET, "--cuts"], ["blast"], ["rank", TARGET]],
    ids=" ".join,
)
@pytest.mark.parametrize("form", ["json", "text"])
def test_same_bytes_with_and_without_the_cache(top: Path, command: list[str], form: str) -> None:
    first, again, without = (
        run(*command, "--format", form, *more).stdout for more in ([], [], ["--no-cache"])
    )
    assert first == again == without
    assert str(top) not in first


def test_output_into_a_file(top: Path) -> None:
    result = run("blast", "--format", "json", "-o", "blast.json")
    assert result.stdout == ""
    assert (top / "blast.json").read_text(encoding="utf-8") == run("blast", "--format", "json").stdout


def test_a_dash_is_standard_output(top: Path) -> None:
    assert run("blast", "-o", "-").stdout == run("blast").stdout


def test_verbose_says_what_was_skipped(top: Path) -> None:
    result = run("blast", "-v")
    assert "graphkit: skipped node_modules: installed packages" in result.stderr.replace("src/", "")
    assert "skipped" not in run("blast").output
    assert run("blast", "-v", "-q").stderr == ""


def test_cache_directory(top: Path) -> None:
    run("blast", "--cache-dir", "kept")
    assert list((top / "kept").iterdir())
    run("blast", "--no-cache", "--cache-dir", "unused")
    assert not (top / "unused").exists()


def test_roots_and_excludes_are_options(top: Path) -> None:
    (top / "graphkit.toml").unlink()
    rows = document("blast", "--root", "src", "--exclude", "tests/**")["modules"]
    assert "tests.test_a" not in {row["module"] for row in rows}
    assert "pkg.routes" in {row["module"] for row in rows}


def test_two_roots(top: Path) -> None:
    (top / "more").mkdir()
    (top / "more" / "script.py").write_text("import pkg.factory\n", encoding="utf-8")
    rows = {row["module"]: row for row in document("blast", "--root", "src", "--root", "more")["modules"]}
    assert rows["pkg.factory"]["direct"] == 3
    assert rows["script"]["file"] == os.path.join("more", "script.py")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    result = CliRunner().invoke(graphkit, ["completion", shell])
    assert result.exit_code == 0
    assert "_GRAPHKIT_COMPLETE" in result.stdout


@pytest.mark.parametrize("command", sorted(graphkit.commands))
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(graphkit, [command, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: graphkit {command} ")
    assert "Examples:" in result.output or command == "completion"
