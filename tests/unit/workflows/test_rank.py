from __future__ import annotations

from pathlib import Path

from graphkit.workflows.rank import rank
from tests.unit.workflows.flows import TARGET, write_tree


def test_consumers_then_facade_then_definition(tmp_path: Path) -> None:
    found = rank(TARGET, roots=[write_tree(tmp_path)], cache=False)
    assert [(row.rank, row.wave, row.module, row.role) for row in found.modules] == [
        (1, 1, "pkg.both", "consumer"),
        (2, 1, "pkg.direct", "consumer"),
        (3, 1, "tests.test_user", "consumer"),
        (4, 1, "pkg.user", "consumer"),
        (5, 2, "pkg.facade", "facade"),
        (6, 3, "pkg.core", "definition"),
    ]
    facade = found.modules[4]
    assert (facade.direct, facade.production, facade.tests) == (3, 2, 1)
    assert facade.waits_for == ("pkg.both", "pkg.user", "tests.test_user")
    assert facade.file == "pkg/facade.py"
    assert found.target == TARGET
