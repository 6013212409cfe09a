"""`graphkit compliance` from the command line: by symbols, by patterns, and one held against the other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphkit.cli.main import graphkit
from graphkit.extract.detector_texts import search_detectors
from tests.conftest import REPOSITORY
from tests.functional.trees import tree

CONFIG = """
[deprecations.maker]
target = "pkg.a:make"
also = ["pkg.a:Maker"]
replacement = "pkg.new:New"

[deprecations.other]
target = "pkg.a:other"

[detectors.calls]
deprecated = ['make\\(', 'Maker\\(']
current = ['New\\(']
skip = ["a.py"]

[detectors.names]
files = ["**/test_*.py"]
"""
FILES: dict[str, str | bytes] = {
    "graphkit.toml": CONFIG,
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\nclass Maker: ...\ndef other(): ...\n",
    "pkg/new.py": "class New: ...\n",
    "pkg/facade.py": "from pkg.a import make\n",
    "pkg/old.py": "from pkg.facade import make as build\n\nbuild()\n",
    "pkg/class_only.py": "from pkg.a import Maker\n\nMaker()\n",
    "pkg/both.py": "from pkg.a import make\nfrom pkg.new import New\n\nNew(make())\n",
    "pkg/done.py": "from pkg.new import New\n\nNew()\n",
    "pkg/talks.py": "# make() is gone\n",
    "pkg/cake.py": "def remake(): ...\n\n\nremake()\n",
    "tests/test_old.py": "from pkg.a import make\n\n\ndef test(): make()\n",
}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tree(tmp_path / "tree", FILES))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "tree"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(graphkit, ["compliance", *arguments])


def document(*arguments: str) -> dict[str, Any]:
    result = run("--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_by_symbols(top: Path) -> None:
    found = document("maker")
    assert found["schema"] == "graphkit/compliance/1"
    assert found["target"] == "maker"
    (name, symbols), *others = found["symbols"].items()
    assert (name, others) == ("maker", [])
    assert symbols["targets"] == ["pkg.a:make", "pkg.a:Maker"]
    assert {row["file"]: (row["state"], row["deprecated"], row["current"]) for row in symbols["files"]} == {
        "pkg/both.py": ("mixed", 2, 2),
        "pkg/class_only.py": ("deprecated", 2, 0),
        "pkg/done.py": ("migrated", 0, 2),
        "pkg/old.py": ("deprecated", 2, 0),
        "tests/test_old.py": ("deprecated", 2, 0),
    }
    assert {row["name"]: (row["percent_files"], row["percent_uses"]) for row in symbols["shares"]} == {
        "all": (20.0, 100 * 4 / 12),
        "production": (25.0, 40.0),
        "tests": (0.0, 0.0),
    }
    assert [row["name"] for row in symbols["areas"]] == ["pkg", "tests"]
    assert found["files"] == {"seen": 11, "total": 11}


def test_by_patterns_and_reconciled(top: Path) -> None:
    found = document("maker")
    calls, names = found["detectors"]
    assert (calls["name"], calls["files"], calls["violations"], calls["compliant"]) == ("calls", 10, 5, 1)
    assert calls["percent"] == 100 * 1 / 10
    assert calls["hits"] == [
        "pkg/both.py", "pkg/cake.py", "pkg/class_only.py", "pkg/talks.py", "tests/test_old.py",
    ]  # fmt: skip
    assert (names["violations"], names["percent"], names["hits"]) == (1, None, ["tests/test_old.py"])
    row = found["reconciled"][0]
    assert (row["detector"], row["deprecation"], row["hits"]) == ("calls", "maker", 5)
    assert (row["uses"], row["uses_other"], row["mentions"], row["unrelated"]) == (2, 1, 1, 1)
    assert row["missed"] == ["pkg/old.py"]
    assert (row["precision"], row["recall"]) == (60.0, 75.0)


def test_every_configured_deprecation(top: Path) -> None:
    found = document()
    assert list(found["symbols"]) == ["maker", "other"]
    assert [(row["detector"], row["deprecation"]) for row in found["reconciled"]] == [
        ("calls", "maker"), ("calls", "other"), ("names", "maker"), ("names", "other"),
    ]  # fmt: skip
    assert document("pkg.a:make")["symbols"] == {"maker": found["symbols"]["maker"]}


def test_without_a_replacement_there_are_counts_and_no_percentage(top: Path) -> None:
    symbols = document("pkg.a:Maker")["symbols"]["pkg.a:Maker"]
    assert symbols["shares"][0] == {
        "name": "all", "deprecated": 1, "mixed": 0, "migrated": 0,
        "deprecated_uses": 2, "current_uses": 0, "percent_files": None, "percent_uses": None,
    }  # fmt: skip
    assert "none configured" in run("pkg.a:Maker").stdout


def test_text(top: Path) -> None:
    report = run("maker").stdout
    assert "Compliance of maker\n" in report
    assert "Deprecated (3)" in report
    assert "Of what the detectors count, 60 to 100 % really uses it; 1 to 3 of the 4 files" in report
    assert "Missed by calls (1)\n  pkg/old.py" in run("maker", "-v").stdout


def test_the_second_run_answers_the_same_and_a_change_is_seen(top: Path) -> None:
    first = run("maker", "--format", "json").stdout
    assert run("maker", "--format", "json").stdout == first
    assert run("maker", "--format", "json", "--no-cache").stdout == first
    (top / "pkg/old.py").write_text("from pkg.new import New\n\nNew()\n")
    assert document("maker")["symbols"]["maker"]["shares"][0]["migrated"] == 2


def test_without_detectors_nothing_is_scanned(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "graphkit.toml").write_text(CONFIG.partition("[detectors")[0])
    found = document("maker")
    assert (found["detectors"], found["reconciled"]) == ([], [])
    assert "Detectors" not in run("maker").stdout


def test_detectors_alone(top: Path) -> None:
    (top / "graphkit.toml").write_text("[detectors.calls]\ndeprecated = ['make']\n")
    found = document()
    assert (found["symbols"], found["reconciled"]) == ({}, [])
    assert found["detectors"][0]["violations"] > 0
    assert run().stdout.startswith("Detectors (1)")


@pytest.mark.parametrize(
    ("config", "arguments", "words"),
    [
        ("", [], "no deprecation is configured; name a TARGET, or add [deprecations.NAME]"),
        (CONFIG, ["pkg.a:mak"], "did you mean pkg.a:make"),
        (CONFIG.replace('"pkg.a:Maker"', '"pkg.a:Mker"'), ["maker"], "did you mean pkg.a:Maker"),
        (CONFIG.replace("pkg.new:New", "pkg.new:Nw"), ["maker"], "'pkg.new:Nw'"),
        (CONFIG.replace(r"'New\(", "'New("), ["maker"], "at position 3 of 'New('"),
        (CONFIG.replace("skip", "skips"), ["maker"], "'detectors.calls.skips'; did you mean 'skip'?"),
    ],
)
def test_bad_input_is_one_line(top: Path, config: str, arguments: list[str], words: str) -> None:
    (top / "graphkit.toml").write_text(config)
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_replacement_outside_the_roots_is_told(top: Path) -> None:
    (top / "graphkit.toml").write_text(CONFIG.replace("pkg.new:New", "elsewhere.new:New"))
    found = document("maker")
    assert found["symbols"]["maker"]["replacement"] == ""
    assert [row["what"] for row in found["problems"] if "elsewhere.new:New is outside" in row["what"]]
    assert found["symbols"]["maker"]["shares"][0]["percent_files"] is None


def test_several_deprecations_share_one_search(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searches: list[object] = []

    def counting(*given: Any, **named: Any) -> Any:
        searches.append(given)
        return search_detectors(*given, **named)

    monkeypatch.setattr("graphkit.workflows.compliance.search_detectors", counting)
    document("--no-cache")
    assert len(searches) == 1


def test_the_shipped_example_is_valid(top: Path) -> None:
    """On the code base that it is for, its figures were 112, 129, 187, 102 and 30."""
    (top / "netra_backend" / "app" / "websocket_core").mkdir(parents=True)
    core = "netra_backend/app/websocket_core"
    tree(top, {
        f"{core}/websocket_manager_factory.py":
            "def get_websocket_manager_factory(): ...\ndef create_websocket_manager(): ...\n"
            "class WebSocketManagerFactory: ...\n",
        f"{core}/websocket_manager.py": "class WebSocketManager: ...\n",
        "scripts/go.py":
            f"from {core.replace('/', '.')}.websocket_manager_factory import create_websocket_manager\n"
            "create_websocket_manager()\n",
    })  # fmt: skip
    found = document("--config", str(REPOSITORY / "examples" / "netra-apex.toml"), "--root", str(top))
    assert {row["name"]: row["violations"] for row in found["detectors"]} == {
        "fragmentation": 0, "import_consolidation": 1, "import_paths": 1, "single_pattern": 0,
        "test_files": 0,
    }  # fmt: skip
    (row,) = [row for row in found["reconciled"] if row["detector"] == "import_paths"]
    assert (row["uses_other"], row["precision"], row["recall"]) == (1, 100.0, 100.0)


def test_the_sample(sample: Path) -> None:
    found = document("--config", str(sample / "graphkit.toml"), "--no-cache")
    whole, production, tests = found["symbols"]["websocket-factory"]["shares"][:3]
    for key in ("deprecated", "mixed", "migrated", "deprecated_uses", "current_uses"):
        assert whole[key] == production[key] + tests[key]
    assert whole["deprecated"] > 0
    assert 0 < whole["percent_files"] < 100
