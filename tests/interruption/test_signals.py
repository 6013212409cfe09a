"""How a command ends that is asked to, word by word, and that what it started ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.functional.trees import tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no such signals here")

WAITING = """
import signal, sys, time
# whoever runs the tests may ignore them
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
from graphkit.__main__ import main
from graphkit.cli import answer
def wait(*_):
    print("working", flush=True)
    time.sleep(float(sys.argv.pop()))
    raise SystemExit(0)
answer.watch = wait
WORDS
main()
"""


def start(root: Path, words: str = "", seconds: float = 60) -> subprocess.Popen[str]:
    """Start a command that does nothing for some seconds, and wait until it does."""
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING.replace("WORDS", words), "blast", "-o", "blast.txt", str(seconds)],
        cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "working\n"
    return process


@pytest.mark.parametrize(
    ("number", "status", "said"),
    [
        (signal.SIGINT, 130, "graphkit: interrupted\n"),
        (signal.SIGTERM, 143, "graphkit: terminated\n"),
        (signal.SIGHUP, 129, "graphkit: terminated\n"),
    ],
)
def test_asked_to_end(tmp_path: Path, number: int, status: int, said: str) -> None:
    root = tree(tmp_path / "tree", {"a.py": ""})
    process = start(root)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (status, said)
    assert [path.name for path in root.iterdir()] == ["a.py"]


def test_what_is_ignored_stays_ignored(tmp_path: Path) -> None:
    root = tree(tmp_path / "tree", {"a.py": ""})
    process = start(root, "signal.signal(signal.SIGHUP, signal.SIG_IGN)", 0.5)
    process.send_signal(signal.SIGHUP)
    _, told = process.communicate(timeout=30)
    assert (process.returncode, told) == (0, "")


# a "Graphviz" and a share of work that never end, and say who they are
ENDLESS = {
    "graphviz": """
import sys
from graphkit.deliver import graphviz
graphviz._run([sys.executable, "-P", "-c", "import os, time; print(os.getpid(), file=open('pid.new', 'w'));"
               " os.rename('pid.new', 'pid'); time.sleep(60)"], "", 60)
""",
    "share": """
import os, time
from graphkit.extract import shares
os.cpu_count = lambda: 2
this = os.getpid()
def work(items):
    if os.getpid() != this:
        print(os.getpid(), file=open("pid.new", "w"), flush=True)
        os.rename("pid.new", "pid")
    time.sleep(60)
    return []
shares.shared(work, [1, 2], list, least=1)
""",
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
@pytest.mark.parametrize("what", ENDLESS)
def test_what_was_started_ends_even_with_a_killed_command(tmp_path: Path, what: str) -> None:
    process = subprocess.Popen([sys.executable, "-c", ENDLESS[what]], cwd=tmp_path)
    child = tmp_path / "pid"
    while not child.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    number = int(child.read_text())
    for _ in range(500):
        if not alive(number):
            return
        time.sleep(0.02)
    os.kill(number, signal.SIGKILL)
    pytest.fail("it went on")


def alive(number: int) -> bool:
    """Whether a process runs; one that ended and that nobody asked about does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
