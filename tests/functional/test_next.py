"""`graphkit next` walks a small migration to its end; each answer comes from the code as it is then."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from graphkit.cli.main import graphkit
from graphkit.errors import BadTarget
from graphkit.model.ranking import NextStep
from graphkit.workflows.next_step import next_step
from tests.functional.trees import tree

FILES = {
    "pkg/__init__.py": "",
    "pkg/factory.py": "def make():\n    return 1\n\n\ndef other(): ...\n",
    "pkg/new.py": "def New():\n    return 1\n",
    "pkg/facade.py": "from pkg.factory import make\n\n__all__ = ['make']\n",
    "pkg/user.py": "from pkg.facade import make\n\n\ndef use():\n    return make()\n",
    "pkg/top.py": "import pkg.user\n",
    "tests/test_user.py": (
        "from unittest.mock import patch\n\nimport pkg.top\n\n\n"
        "@patch('pkg.user.make')\ndef test(make):\n    assert pkg.top\n"
    ),
    "graphkit.toml": """
[deprecations.old]
target = "pkg.factory:make"
replacement = "pkg.new:New"
rewrites = [{ find = "make()", replace = "New()" }]

[deprecations.old.golden_paths.chat]
tests = ["tests/test_user.py"]
""",
}


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tree, as the current directory."""
    monkeypatch.chdir(tree(tmp_path, dict(FILES)))
    return tmp_path


def step(target: str = "old", **options: Any) -> NextStep:
    return next_step(target, cache=False, **options)


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(graphkit, ["next", *arguments, "--no-cache"])


def write(top: Path, **texts: str) -> None:
    tree(top, {f"{name.replace('__', '/')}.py": text for name, text in texts.items()})


def test_one_file_why_what_how_and_what_to_run(top: Path) -> None:
    found = step()
    assert found.module is not None
    assert found.module.module == "pkg.user"
    assert found.verdict == "change pkg/user.py, with 1 more that move together"
    assert found.remaining == 4
    assert [(use.file, use.line, use.kind) for use in found.uses] == [
        ("pkg/user.py", 1, "import"),
        ("pkg/user.py", 5, "call"),
        ("tests/test_user.py", 6, "patch_string"),
    ]
    assert found.unblocks == ("pkg.facade",)
    assert found.at_stake == ("pkg.top", "tests.test_user")
    assert [(reach.file, reach.distance) for reach in found.tests] == [("tests/test_user.py", 0)]
    assert [edit.file for edit in found.edits] == ["pkg/user.py", "tests/test_user.py"]
    assert found.notes == ("golden path chat: run tests/test_user.py after every step",)
    report = cli("old").stdout
    assert report.startswith(f"{found.verdict}\n  canary-first; 3 modules left after this one\n")


def test_the_diff_is_a_patch_and_nothing_else(top: Path) -> None:
    printed = cli("old", "--diff").stdout
    assert printed.startswith("--- a/pkg/user.py\n+++ b/pkg/user.py\n")
    assert cli("old", "--diff", "-o", "step.patch").stdout == ""
    subprocess.run(["git", "apply", "step.patch"], cwd=top, check=True)
    assert "New()" in (top / "pkg/user.py").read_text(encoding="utf-8")


def test_asked_again_after_each_change_it_walks_to_the_end(top: Path) -> None:
    write(top, pkg__user="from pkg.new import New\n\n\ndef use():\n    return New()\n")
    write(top, tests__test_user="import pkg.top\n")
    found = step()
    assert found.verdict.startswith("take the name out of pkg/facade.py: nothing takes it from there")
    assert [(use.kind, use.line) for use in found.uses] == [("reexport", 1), ("export", 3)]
    write(top, pkg__facade="")
    found = step()
    assert found.verdict == "pkg.factory:make is defined and nothing else uses it: delete it"
    assert found.remaining == 1
    assert [(use.file, use.line, use.kind) for use in found.uses] == [("pkg/factory.py", 1, "definition")]
    write(top, pkg__factory="def other(): ...\n")
    found = step()
    assert (found.module, found.remaining) == (None, 0)
    assert found.verdict == "done: nothing uses pkg.factory:make and it is gone"
    (top / "pkg/factory.py").unlink()
    assert step().verdict == found.verdict
    result = cli("old")
    assert (result.exit_code, result.stdout.split("\n")[0]) == (0, found.verdict)


@pytest.mark.parametrize("whole", [False, True], ids=["the name is gone", "the file is gone"])
def test_what_still_names_what_is_gone_is_the_rest_to_do(top: Path, whole: bool) -> None:
    if whole:
        (top / "pkg/factory.py").unlink()
    else:
        write(top, pkg__factory="def other(): ...\n")
    write(top, pkg__facade="", pkg__user="", tests__test_user="")
    write(top, pkg__lazy="def f():\n    from pkg.factory import make\n    return make()\n")
    write(
        top, tests__test_b="from unittest.mock import patch\n\n@patch('pkg.facade.make')\ndef test(m): ...\n"
    )
    found = step()
    assert found.verdict == "pkg.factory:make is gone, but pkg/lazy.py still names it: clean it up"
    assert found.remaining == 2
    assert found.module is not None
    assert found.module.role == "leftover"
    assert [(use.line, use.kind) for use in found.uses] == [(2, "import"), (3, "call")]
    (top / "pkg/lazy.py").unlink()
    found = step()
    assert found.verdict == "pkg.factory:make is gone, but tests/test_b.py still names it: clean it up"
    assert [(use.line, use.kind) for use in found.uses] == [(3, "patch_string")]
    (top / "tests/test_b.py").unlink()
    assert step().module is None


def test_a_name_that_was_never_there_is_not_passed_over_in_silence(top: Path) -> None:
    text = FILES["graphkit.toml"].replace("factory:make", "factory:mkae")
    (top / "graphkit.toml").write_text(text, encoding="utf-8")
    assert "should it be there, did you mean pkg.factory:make?" in cli("old").stdout
    with pytest.raises(BadTarget, match=r"did you mean pkg\.factory:make"):
        step("pkg.factory:mkae")


def test_the_last_thing_in_the_way_may_be_a_possible_use(top: Path) -> None:
    write(top, pkg__facade="", tests__test_user="")
    write(top, pkg__user="import pkg.factory\n\ndef f(name):\n    return getattr(pkg.factory, name)\n")
    found = step()
    assert found.verdict == "look at pkg/user.py: nothing but possible uses is in the way"
    assert found.waits[0].startswith("pkg/user.py:4 is possibly a use (getattr takes a computed name")
    signed = FILES["graphkit.toml"].replace("replacement", 'signed_off = ["pkg/user.py"]\nreplacement')
    (top / "graphkit.toml").write_text(signed, encoding="utf-8")
    assert step().verdict.endswith("nothing else uses it: delete it")


def test_json_says_the_same(top: Path) -> None:
    document = json.loads(cli("old", "--format", "json").stdout)
    assert document["schema"] == "graphkit/next/1"
    assert document["module"]["module"] == "pkg.user"
    assert document["edits"][0]["diff"].startswith("--- a/pkg/user.py")
    assert document["tests"][0]["distance"] == 0
    assert cli("old", "--format", "json").stdout == cli("old", "--format", "json").stdout


def test_policies_are_taken(top: Path) -> None:
    write(top, pkg__risky="from pkg.facade import make\n", pkg__above="import pkg.risky, pkg.below\n")
    write(top, pkg__below="import pkg.risky\n", pkg__far="import pkg.below\n")
    heads = {policy: step(policy=policy).module for policy in ("risk-first", "leaf-first")}
    assert [head and head.module for head in heads.values()] == ["pkg.risky", "pkg.user"]


def test_a_target_that_nobody_uses(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "def make(): ...\n"})
    found = step("a:make", roots=[str(tmp_path)])
    assert found.verdict == "a:make is defined and nothing else uses it: delete it"
    assert (found.tests, found.at_stake, found.waits, found.unblocks) == ((), (), (), ())
