"""`graphkit rank` on small trees: the order, its reasons, and what is said of bad input."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphkit.cli.main import graphkit
from graphkit.errors import BadConfig, BadUsage
from graphkit.model.ranking import POLICIES, RankedModule
from graphkit.workflows.rank import rank
from tests.functional.trees import tree

FILES = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make(): ...\n",
    "pkg/new.py": "import pkg.early\n\nclass New: ...\n",
    "pkg/facade.py": "from pkg.factory import make\n__all__ = ['make']\n",
    "pkg/star.py": "from pkg.facade import *\n",
    "pkg/early.py": "from pkg.facade import make\n\ndef f():\n    return make()\n",
    "pkg/late.py": "def f():\n    from pkg.facade import make\n    return make()\n",
    "pkg/maybe.py": "import pkg.facade\n\ndef f(name):\n    return getattr(pkg.facade, name)\n",
    "tests/test_make.py": "from pkg.factory import make\n\ndef test():\n    assert make\n",
    "tests/test_late.py": (
        "from unittest.mock import patch\n\n@patch('pkg.early.make')\ndef test(make): ...\n"
    ),
    "tests/test_path.py": "from pkg.factory import make\n\ndef test():\n    assert make\n",
    "graphkit.toml": """
[deprecations.old]
target = "pkg.factory:make"
facades = ["pkg.facade"]
replacement = "pkg.new:New"

[deprecations.old.golden_paths.chat]
tests = ["tests/test_path.py"]
""",
}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree, as the current directory."""
    monkeypatch.chdir(tree(tmp_path, dict(FILES)))
    return tmp_path


def ranked(target: str = "old", **options: Any) -> dict[str, RankedModule]:
    return {row.module: row for row in rank(target, cache=False, **options).modules}


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(graphkit, [*arguments, "--no-cache"])


def test_the_whole_order(top: Path) -> None:
    rows = ranked()
    assert [(row.wave, row.step, row.module, row.role) for row in rows.values()] == [
        (1, 1, "pkg.late", "consumer"),
        (1, 2, "pkg.early", "consumer"),
        (1, 2, "tests.test_late", "consumer"),
        (1, 3, "tests.test_path", "consumer"),
        (2, 4, "pkg.facade", "facade"),
        (2, 4, "pkg.star", "facade"),
        (3, 5, "pkg.maybe", "consumer"),
        (3, 6, "tests.test_make", "test"),
        (3, 7, "pkg.factory", "definition"),
    ]
    assert rows["pkg.early"].together == ("tests.test_late",)
    assert rows["pkg.early"].flags == (
        "local import or split: the replacement imports this module (pkg.new → pkg.early)",
    )
    assert rows["pkg.late"].flags == ()
    assert rows["pkg.star"].passive
    assert rows["pkg.late"].pattern == "local import + call"
    assert "1 possible use may go through it: pkg/maybe.py:4" in rows["pkg.facade"].reasons
    assert (
        "waits until 1 possible use is changed or signed off: pkg/maybe.py:4" in rows["pkg.factory"].reasons
    )
    assert rows["pkg.factory"].waits_for == ("pkg.facade", "tests.test_make", "tests.test_path")


def test_signed_off_files_hold_nothing_up(top: Path) -> None:
    config = top / "graphkit.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("facades", 'signed_off = ["pkg/maybe.py"]\nfacades'), encoding="utf-8")
    rows = ranked()
    assert "pkg.maybe" not in rows
    assert not any("possible" in reason for row in rows.values() for reason in row.reasons)


def test_the_same_target_without_the_configured_name_is_the_same_deprecation(top: Path) -> None:
    assert ranked("pkg.factory:make") == ranked()


def test_policies_change_the_order_inside_waves_alone(top: Path) -> None:
    waves = {policy: {m: row.wave for m, row in ranked(policy=policy).items()} for policy in POLICIES}
    assert all(found == waves["canary-first"] for found in waves.values())
    with pytest.raises(BadUsage, match="unknown policy 'fastest'; choose one of canary-first, "):
        ranked(policy="fastest")


def test_compare_adds_every_pair_of_policies(top: Path) -> None:
    document = json.loads(cli("rank", "old", "--compare", "--format", "json").stdout)
    assert len(document["agreement"]) == 6
    assert all(-1 <= pair["tau"] <= 1 for pair in document["agreement"])
    assert document["policy"] == "canary-first"
    assert "How far the policies agree" in cli("rank", "old", "--compare").stdout


def test_the_same_bytes_every_time(top: Path) -> None:
    first, second = (cli("rank", "old", "--format", "json", "--policy", "risk-first") for _ in range(2))
    assert first.stdout == second.stdout


def test_no_repository_is_said_when_churn_is_asked_for_alone(top: Path) -> None:
    assert "commits" not in cli("rank", "old").output
    told = cli("rank", "old", "--churn")
    assert "recent commits are not counted: it is in no git repository" in told.output
    assert told.exit_code == 0
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    assert (
        "recent commits are not counted: its repository has no commits"
        in cli("rank", "old", "--churn").output
    )
    assert "commits" not in cli("rank", "old", "--no-churn").output


def test_recent_commits_are_counted(top: Path) -> None:
    who = ["-c", "user.name=n", "-c", "user.email=e@example.org"]
    for command in (["init", "-q"], ["add", "pkg"], ["commit", "-qm", "one"]):
        subprocess.run(["git", *who, *command], cwd=top, check=True)
    rows = ranked()
    assert (rows["pkg.late"].churn, rows["tests.test_make"].churn) == (1, 0)
    assert "1 commit in the last 90 days" in rows["pkg.late"].reasons
    assert ranked(churn=False)["pkg.late"].churn is None


@pytest.mark.parametrize(
    ("replacement", "words"),
    [
        ("pkg.new:Nwe", "pkg.new holds no Nwe; did you mean pkg.new:New?"),
        ("pkg.nwe:New", "there is no module pkg.nwe under the roots; did you mean pkg.new:New"),
    ],
)
def test_a_replacement_that_is_not_there(top: Path, replacement: str, words: str) -> None:
    config = top / "graphkit.toml"
    config.write_text(FILES["graphkit.toml"].replace("pkg.new:New", replacement), encoding="utf-8")
    with pytest.raises(BadConfig) as caught:
        ranked()
    assert f"the replacement of old, {replacement!r}: {words}" in str(caught.value)
    assert cli("rank", "old").exit_code == 2


def test_a_replacement_outside_the_roots_is_noted(top: Path) -> None:
    config = top / "graphkit.toml"
    config.write_text(FILES["graphkit.toml"].replace("pkg.new:New", "installed:New"), encoding="utf-8")
    assert "the replacement installed:New is outside the roots" in cli("rank", "old").stdout
    assert cli("rank", "old", "--strict").exit_code == 0


def test_nobody_uses_it_and_no_facade(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "def make(): ...\n", "b.py": ""})
    (only,) = ranked("a:make", roots=[str(tmp_path)]).values()
    assert (only.module, only.role, only.waits_for) == ("a", "definition", ())
    tree(tmp_path, {"b.py": "import a\na.make()\n"})
    assert list(ranked("a:make", roots=[str(tmp_path)])) == ["b", "a"]


def test_star_takers_that_never_say_the_name_go_with_the_facade(tmp_path: Path) -> None:
    files = {
        "core.py": "def make(): ...\n",
        "facade.py": "from core import make\n__all__ = ['make']\n",
        "taker.py": "from facade import *\n",
        "exporter.py": "from facade import *\n__all__ = ['make']\n",
    }
    tree(tmp_path, dict(files))
    rows = ranked("core:make", roots=[str(tmp_path)])
    assert [(row.module, row.wave, row.passive) for row in rows.values()] == [
        ("exporter", 1, False),
        ("facade", 2, False),
        ("taker", 2, True),
        ("core", 3, False),
    ]
    # its own `__all__` would name what is not there: it has to be edited before
    assert rows["facade"].waits_for == ("exporter",)
