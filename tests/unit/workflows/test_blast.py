from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphkit.errors import BadTarget
from graphkit.model.imports import BlastRadius
from graphkit.workflows.blast import blast


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pkg").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "pkg" / "__init__.py").touch()
    (tmp_path / "pkg" / "core.py").write_text("x = 1\n")
    (tmp_path / "pkg" / "user.py").write_text("def f():\n    from pkg import core\n")
    (tmp_path / "tests" / "test_user.py").write_text("from pkg.user import f\n")
    (tmp_path / "broken.py").write_text("import pkg.core\ndef (:\n")
    return tmp_path


def test_every_module_has_its_radius(root: Path) -> None:
    found = blast(roots=[str(root)], cache=False)
    assert [radius.module for radius in found.modules] == [
        "pkg.core",
        "pkg.user",
        "broken",
        "pkg",
        "tests.test_user",
    ]
    assert found.modules[0] == BlastRadius("pkg.core", "pkg/core.py", 2, 3, 1, 1, 2, 1)
    assert found.edges == 3
    assert [problem.file for problem in found.problems] == ["broken.py"]
    assert found.files.total == 5


def test_some_modules_may_be_asked_for(root: Path) -> None:
    found = blast(["pkg.user"], roots=[str(root)], cache=False)
    assert [radius.module for radius in found.modules] == ["pkg.user"]


def test_a_module_that_is_not_there_names_the_nearest(root: Path) -> None:
    with pytest.raises(BadTarget, match=r"'pkg\.user_': no such module; did you mean pkg\.user"):
        blast(["pkg.user_"], roots=[str(root)], cache=False)
    with pytest.raises(BadTarget, match="a package without code of its own"):
        blast(["tests"], roots=[str(root)], cache=False)


def test_the_graph_library_is_not_loaded_for_it() -> None:
    code = "import sys; import graphkit.workflows.blast; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
