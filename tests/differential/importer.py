"""Ask a running `failures.py` which modules of a tree can be imported."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, NamedTuple, Self

SCRIPT = Path(__file__).with_name("failures.py")


class Failure(NamedTuple):
    """What importing a module raises; `where`: file and line of the frames in the tree, outermost first."""

    name: str
    message: str
    where: tuple[tuple[str, int], ...]


class Outcome(NamedTuple):
    """One module: which watched ones were looked for while it was imported, and how that ended."""

    seen: frozenset[str]
    failure: Failure | None


class Importer:
    """A running `failures.py`: imports whole trees, each module as if in a fresh interpreter."""

    def __init__(
        self, python: str = sys.executable, *, timeout: float = 60.0, bytecode: bool = False
    ) -> None:
        pipe = subprocess.PIPE
        # isolated: neither this checkout nor the current directory can be imported from
        self._process = subprocess.Popen([python, "-I", str(SCRIPT)], stdin=pipe, stdout=pipe, text=True)
        self._ask = {"timeout": timeout, "bytecode": bytecode}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream(self._process.stdin).close()
        self._process.wait()
        self._stream(self._process.stdout).close()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream
        return stream

    def outcomes(
        self, root: Path, modules: Iterable[str], watch: Iterable[str] = ()
    ) -> Mapping[str, Outcome]:
        """Import the modules."""
        question = {"root": str(root), "modules": sorted(modules), "watch": sorted(watch), **self._ask}
        questions = self._stream(self._process.stdin)
        questions.write(json.dumps(question) + "\n")
        questions.flush()
        found = json.loads(self._stream(self._process.stdout).readline())
        return {module: _outcome(one["seen"], one["error"]) for module, one in sorted(found.items())}


def _outcome(seen: list[str], error: dict | None) -> Outcome:
    if error is None:
        return Outcome(frozenset(seen), None)
    where = tuple((file, line) for file, line in error["where"])
    return Outcome(frozenset(seen), Failure(error["name"], error["message"], where))
