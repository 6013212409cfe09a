"""Files that are too large or too wide: bounded memory and an answer, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from graphkit.extract import file_digests
from tests.hostile.case import Case, hostile, sound
from tests.hostile.commands import COMMANDS, ORDER, ask, essence, problems_of, tidy
from tests.hostile.corpus import all_cases

JSON = ("--format", "json")
_HEAVY = {case.name: case for case in all_cases() if case.heavy}
_TOO_LARGE = [case for case in _HEAVY.values() if case.bad]
# bytes of address space; the interpreter with its libraries has 400 MB of it, a thread's arena 64 MB
_MEMORY = 1_500_000_000
_LIMITED = (
    "import resource, runpy, sys\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({_MEMORY}, {_MEMORY}))\n"
    "sys.argv[0] = 'graphkit'\n"
    "runpy.run_module('graphkit', run_name='__main__', alter_sys=True)\n"
)


def limited(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command that may not take more than so much memory."""
    return subprocess.run(
        [sys.executable, "-c", _LIMITED, *words, "--root", str(root), *JSON, "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's memory")
@pytest.mark.parametrize("name", ["import-of-5000-names", "import-of-5000-renamed", "large-init"])
def test_thousands_of_names(name: str, tmp_path: Path) -> None:
    done = limited(hostile(_HEAVY[name], tmp_path / "tree"), "trace", "make", "--strict")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["problems"] == []
    takers = {row["file"] for row in (*answer["consumers"], *answer["reexports"])}
    assert takers & set(_HEAVY[name].files)


@pytest.mark.parametrize("case", _TOO_LARGE, ids=lambda case: case.name)
def test_twenty_megabytes(case: Case, tmp_path: Path) -> None:
    """What cannot be code is not read, and that is said once."""
    root, twin = hostile(case, tmp_path / "tree"), sound(case, tmp_path / "twin")
    (tmp_path / "order.toml").write_text(ORDER)
    for command in COMMANDS if case is _TOO_LARGE[0] else COMMANDS[:3]:
        ran = ask(root, tmp_path, command, *JSON, "--no-cache", "--strict")
        assert tidy(ran), (command, ran)
        assert ran.status == 3
        assert Counter(problems_of(ran.out)) == Counter(case.bad), command
        expected = ask(twin, tmp_path, command, *JSON, "--no-cache")
        assert essence(ran.out) == essence(expected.out), command


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit a process's memory")
def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    root = hostile(Case("none"), tmp_path / "tree")
    line = b"value_000001 = 12345\n"
    code = b"from pkg.facade import make\nmake()\n"
    filler = line * ((file_digests.LARGEST_SOURCE - len(code)) // len(line))
    (root / "pkg" / "large.py").write_bytes(code + filler)
    done = limited(root, "blast", "--strict")
    assert done.returncode == 0, done.stderr
