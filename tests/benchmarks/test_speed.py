"""Times of the workflows over an installed package, for comparing one state of graphkit with another.

`make speed`; networkx is read unless GRAPHKIT_BENCHMARK_PACKAGE names another installed package.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from graphkit.analysis.blast_radius import count_blast
from graphkit.workflows.bindings import bindings
from graphkit.workflows.blast import blast
from tests.benchmarks.shaped import shape
from tests.differential.oracle import copy_alone, package_dir


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> str:
    package = os.environ.get("GRAPHKIT_BENCHMARK_PACKAGE", "networkx")
    installed = package_dir(package)
    assert installed, f"{package} is not installed"
    return str(copy_alone(installed, tmp_path_factory.mktemp("tree") / "root"))


@pytest.mark.parametrize("workflow", [bindings, blast])
def test_cold(benchmark: Any, workflow: Any, root: str, tmp_path: Path) -> None:
    cache = tmp_path / "cache"

    def clear() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def run() -> object:
        return workflow(roots=[root], cache_dir=str(cache))

    assert benchmark.pedantic(run, setup=clear, rounds=5).modules


@pytest.mark.parametrize("workflow", [bindings, blast])
def test_warm(benchmark: Any, workflow: Any, root: str, tmp_path: Path) -> None:

    def run() -> object:
        return workflow(roots=[root], cache_dir=str(tmp_path / "cache"))

    assert benchmark.pedantic(run, warmup_rounds=1, rounds=5).modules


@pytest.mark.parametrize("exact", [True, False])
def test_blast_radii_of_a_large_graph(benchmark: Any, exact: bool) -> None:
    made = shape(20_000)
    files, graph = made.files(), made.graph()

    def run() -> object:
        return count_blast(graph, files, exact_up_to=len(files) if exact else 0)

    assert len(benchmark.pedantic(run, rounds=3).radii) == len(files)
