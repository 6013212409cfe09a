"""Generated packages: the predicted bindings are those that CPython holds after importing every module."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from hypothesis import assume, given, note

from graphkit.workflows.bindings import bindings
from tests.differential.namespaces import find_modules
from tests.property.package_strategies import Package, packages

CHECKOUT = Path(__file__).parents[2]


class Oracle(NamedTuple):
    """A running `worker.py`: a line in, a line out."""

    questions: IO[str]
    answers: IO[str]

    def ask(self, root: str) -> Mapping[str, Mapping[str, Mapping[str, str]]] | None:
        """What the namespaces hold; None where a module cannot be imported."""
        modules = {module: str(path) for module, path in find_modules(Path(root)).items()}
        self.questions.write(json.dumps({"root": root, "modules": modules}) + "\n")
        self.questions.flush()
        answer = json.loads(self.answers.readline())
        return None if answer["failed"] else answer["modules"]


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    command = [sys.executable, "-m", "tests.differential.worker"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=CHECKOUT) as process:
        assert process.stdin
        assert process.stdout
        yield Oracle(process.stdin, process.stdout)
        process.stdin.close()


class Seen(NamedTuple):
    """`module:name` → origins: what is true, what is predicted; and every name that is held."""

    truth: dict[str, tuple[str, ...]]
    predicted: dict[str, tuple[str, ...]]
    held: set[str]


def look(oracle: Oracle, package: Package) -> Seen:
    """Write the package, ask both; an example that does not import is none."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in package.files:
            file = Path(root, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        found = oracle.ask(root)
        assume(found is not None)
        assert found is not None
        predicted = bindings(roots=[root], cache=False).modules
    truth: dict[str, tuple[str, ...]] = {
        f"{m}:{name}": (origin,) for m, one in found.items() for name, origin in one["truth"].items()
    }
    held = {f"{m}:{name}" for m, one in found.items() for name in one["names"]}
    told = {f"{module}:{name}": origins for module, names in predicted for name, origins in names}
    note(f"CPython: {truth}\ngraphkit: {told}")
    return Seen(truth, told, held)


@given(packages("straight"))
def test_where_the_text_decides_predictions_are_equal_to_the_namespaces(
    oracle: Oracle, package: Package
) -> None:
    seen = look(oracle, package)
    assert seen.predicted == seen.truth, repr(package)


@given(packages("cyclic"))
def test_import_cycles_that_succeed_change_nothing(oracle: Oracle, package: Package) -> None:
    seen = look(oracle, package)
    assert seen.predicted == seen.truth, repr(package)


@given(packages("branching"))
def test_branches_have_the_true_origin_among_the_predicted(oracle: Oracle, package: Package) -> None:
    seen = look(oracle, package)
    missed = {name for name, origin in seen.truth.items() if not {*origin} <= {*seen.predicted.get(name, ())}}
    assert not missed, repr(package)
    assert seen.predicted.keys() - seen.held <= package.uncertain, repr(package)
