from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.codemod.diffs import unified_diff


def applied_by_git(where: Path, path: str, before: str, diff: str) -> str:
    where.mkdir(parents=True, exist_ok=True)
    if not (where / ".git").exists():
        subprocess.run(["git", "init", "-q", str(where)], check=True)
    file = where / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before.encode())
    for check in (["--check"], []):
        done = subprocess.run(
            ["git", "apply", "--whitespace=nowarn", *check, "-"],
            cwd=where,
            input=diff.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, (done.stderr.decode(), diff)
    return file.read_bytes().decode()


def test_the_text_of_a_diff() -> None:
    before = "".join(f"line {number}\n" for number in range(1, 21))
    after = (
        before.replace("line 2\n", "two\n").replace("line 18\n", "").replace("line 19\n", "line 19\nnew\n")
    )
    assert unified_diff("pkg/m.py", before, after) == (
        "--- a/pkg/m.py\n+++ b/pkg/m.py\n"
        "@@ -1,5 +1,5 @@\n line 1\n-line 2\n+two\n line 3\n line 4\n line 5\n"
        "@@ -15,6 +15,6 @@\n line 15\n line 16\n line 17\n-line 18\n line 19\n+new\n line 20\n"
    )
    assert unified_diff("m.py", before, before) == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n", "b\n"),
        ("a", "b"),
        ("a\nb", "a\nb\n"),
        ("a\nb\n", "a\nb"),
        ("a\n", ""),
        ("a\r\nb\r\nc\r\n", "a\r\nc\r\n"),
        ("a\r\nb", "a\r\nc"),
        ("\ufeffimport a\nx\n", "\ufeffimport b\nx\n"),
        ("x = '😀'\n\x0c\ny\u2028z\n", "x = '漢'\n\x0c\ny\u2028\n"),
        ("same\n" * 30 + "a\n" + "same\n" * 30, "same\n" * 31 + "b\n" + "same\n" * 30),
    ],
    ids=range(10),
)
def test_git_applies_it(tmp_path: Path, before: str, after: str) -> None:
    diff = unified_diff("pkg/m.py", before, after)
    assert applied_by_git(tmp_path, "pkg/m.py", before, diff) == after


@pytest.mark.parametrize("path", ["a b.py", "dir with blanks/m.py", "é/漢.py", 'q"uote.py', "tab\there.py"])
def test_paths_that_are_hard_to_write(tmp_path: Path, path: str) -> None:
    assert applied_by_git(tmp_path, path, "a\n", unified_diff(path, "a\n", "b\n")) == "b\n"


_LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e\n", "\n", "x\r\n"]), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(_LINES, _LINES, st.sampled_from(["", "end"]), st.sampled_from(["", "end"]))
def test_git_applies_any_diff(tmp_path: Path, old: list[str], new: list[str], end: str, last: str) -> None:
    before, after = "".join(old) + end, "".join(new) + last
    if before and before != after:
        diff = unified_diff("m.py", before, after)
        assert applied_by_git(tmp_path, "m.py", before, diff) == after
