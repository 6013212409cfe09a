"""graphkit's bindings against the namespaces of really imported packages.

A package that is not installed (extra `differential`) is skipped, but never where CI is set.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.differential.compare import compare, predict
from tests.differential.oracle import copy_alone, import_everything, package_dir

LEAST = 0.995
MOST_ORIGINS = 1.05
PACKAGES = ("celery", "flask", "networkx", "rich", "scrapy", "sqlalchemy", "sympy")


@pytest.mark.parametrize("package", PACKAGES)
def test_bindings_are_what_the_namespaces_hold(package: str, tmp_path: Path) -> None:
    installed = package_dir(package)
    if installed is None:
        assert not os.environ.get("CI"), f"{package} is not installed: pip install 'graphkit[differential]'"
        pytest.skip(f"{package} is not installed: pip install 'graphkit[differential]'")
    root = copy_alone(installed, tmp_path / "root")
    truth = import_everything(root, package, tmp_path / "truth.json")
    assert len(truth.modules) > len(truth.failed), truth.failed

    report = compare(truth, predict(root))

    assert report.names > 50
    told = f"{report}\n{report.differences()}"
    assert report.recall >= LEAST, told
    assert report.precision >= LEAST, told
    assert report.average_origins <= MOST_ORIGINS, told
