"""Which modules of a tree CPython can import, each as if in a fresh interpreter.

Run as a script by the interpreter that can import the tree (`python -I failures.py`); each line read is

    {"root", "modules": [module, …], "watch": [module, …], "timeout": seconds, "bytecode": bool}

and each line written `{module: {"seen": [watched module, …], "error": {"name", "message", "where"}}}`:
`seen` has the watched modules whose import was tried on the way, `where` the `[file, line]` of the frames
inside the root, outermost first.

Importing `a.b.c` imports `a`, then `a.b`, then `a.b.c`: so a process that has imported `a` forks for each of
its children, and no two branches see each other. What that saves is most of the time: a package's `__init__`
runs once, and not once for each of its modules.
"""

from __future__ import annotations

import gc
import importlib
import importlib.abc
import importlib.machinery
import json
import os
import signal
import sys
import tempfile
import traceback
import types
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# loaded once, so that not every fork loads them again
STANDARD = (
    "abc argparse ast asyncio bisect collections contextlib contextvars copy ctypes dataclasses "
    "datetime decimal difflib email enum fractions functools gc glob hashlib heapq html http inspect io "
    "itertools json keyword linecache logging logging.config math numbers operator os pathlib pickle "
    "platform pprint queue random re secrets shutil signal socket ssl string struct subprocess "
    "sysconfig tempfile textwrap threading time timeit tokenize traceback types typing unittest "
    "unittest.mock urllib.parse urllib.request uuid warnings weakref zlib zoneinfo "
)
MOST_MESSAGE = 300


class TooSlow(BaseException):
    """An import took longer than it may."""


class Question(NamedTuple):
    """What is asked, and where findings go: an open file that every fork appends lines to."""

    root: str
    wanted: frozenset[str]
    watch: frozenset[str]
    timeout: float
    out: int
    tried: set[str]

    def tell(self, module: str, error: dict[str, Any] | None) -> None:
        """One line, by one write: lines of several processes do not mix."""
        if module in self.wanted:
            found = {"seen": sorted(self.tried), "error": error}
            os.write(self.out, (json.dumps([module, found]) + "\n").encode())


class Watching(importlib.abc.MetaPathFinder):
    """Finds nothing; notes which of the watched modules are looked for."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name in self.question.watch:
            self.question.tried.add(name)
        return None


def attempt(question: Question, module: str) -> dict[str, Any] | None:
    """Import one module in this process; what it raised."""

    def stop(*_: object) -> None:
        raise TooSlow(f"not imported after {question.timeout:g} s")

    signal.signal(signal.SIGALRM, stop)
    # again every few seconds, as the code may swallow the first one
    signal.setitimer(signal.ITIMER_REAL, question.timeout, 5)
    try:
        importlib.import_module(module)
    except BaseException as error:  # noqa: BLE001 - whatever foreign code raises, also SystemExit
        signal.setitimer(signal.ITIMER_REAL, 0)
        return told(error, question.root)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return None


def told(error: BaseException, root: str) -> dict[str, Any]:
    """An exception as plain data."""
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    where = [[os.path.relpath(file, root), line] for file, line in frames if file.startswith(root + os.sep)]
    return {"name": type(error).__name__, "message": str(error)[:MOST_MESSAGE], "where": where}


def visit(question: Question, module: str, children: dict[str, Any]) -> None:
    """Import the module in this process, whose parents are imported, and all below it."""
    error = attempt(question, module)
    question.tell(module, error)
    for child, below in children.items():
        inner = f"{module}.{child}"
        if error is not None:
            # its parent is imported first, and raises the same
            for one in (inner, *everything(inner, below)):
                question.tell(one, error)
        elif inner in sys.modules:
            visit(question, inner, below)
        else:
            visit_apart(question, inner, below)


def visit_apart(question: Question, module: str, children: dict[str, Any]) -> None:
    """`visit` in a fork; where that ends before its time, the modules it did not tell of are told."""
    child = os.fork()
    if child == 0:
        try:
            visit(question, module, children)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if status:
        ended = {"name": "Ended", "message": f"wait status {status}", "where": []}
        for one in (module, *everything(module, children)):
            question.tell(one, ended)


def everything(module: str, children: dict[str, Any]) -> Iterator[str]:
    """All modules below one."""
    for child, below in children.items():
        yield f"{module}.{child}"
        yield from everything(f"{module}.{child}", below)


def as_tree(modules: Sequence[str]) -> dict[str, Any]:
    """`{"a": {"b": {}}}` for `a.b`."""
    tree: dict[str, Any] = {}
    for module in sorted(modules):
        here = tree
        for part in module.split("."):
            here = here.setdefault(part, {})
    return tree


def answer(given: dict[str, Any]) -> dict[str, Any]:
    """Import everything that is asked for; what became of it."""
    with tempfile.TemporaryFile() as out:
        modules, watch = frozenset(given["modules"]), frozenset(given.get("watch", ()))
        root = os.path.realpath(given["root"])
        question = Question(root, modules, watch, given.get("timeout", 30.0), out.fileno(), set())
        child = os.fork()
        if child == 0:
            set_up(question, given)
            for top, below in as_tree(given["modules"]).items():
                visit_apart(question, top, below)
            os._exit(0)
        os.waitpid(child, 0)
        out.seek(0)
        found: dict[str, Any] = {}
        for line in out:
            module, one = json.loads(line)
            found.setdefault(module, one)
        return found


def set_up(question: Question, given: dict[str, Any]) -> None:
    """Make the root importable and the code's surroundings harmless."""
    sys.dont_write_bytecode = not given.get("bytecode")
    sys.path.insert(0, question.root)
    sys.argv = ["python"]
    warnings.simplefilter("ignore")
    sys.meta_path.insert(0, Watching(question))


def main() -> None:
    """Answer line by line until the input ends."""
    questions, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    # the code may read stdin, print, or leave files where it stands
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    for name in STANDARD.split():
        importlib.import_module(name)
    # forks share the pages that no collector visits
    gc.disable()
    with tempfile.TemporaryDirectory() as here:
        os.chdir(here)
        for line in questions:
            answers.write(json.dumps(answer(json.loads(line)), sort_keys=True) + "\n")
            answers.flush()
        os.chdir(Path(here).anchor)


if __name__ == "__main__":
    main()
