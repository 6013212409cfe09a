from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.extract.repository_files import (
    archive_size,
    code_owner,
    holds_module,
    repository_roots,
    repository_state,
    repository_tree,
    shared_packages,
)
from graphkit.model.scan import Repository
from tests.functional.organisation import sdist, wheel
from tests.functional.trees import tree


@pytest.mark.parametrize(
    ("files", "roots"),
    [
        (["pkg/__init__.py"], ["."]),
        (["src/pkg/__init__.py", "tests/test_a.py"], [".", "src"]),
        # both, and a namespace package in src
        (["docs/__init__.py", "src/space/mod.py"], [".", "src"]),
        (["src/__init__.py", "src/a.py"], ["."]),
        (["lib/a.py", "python/data.txt"], [".", "lib"]),
        (["pkg-1.0/src/pkg/__init__.py"], ["pkg-1.0", "pkg-1.0/src"]),
        (["space/mod.py"], ["."]),
        (["pkg/__init__.py", "pkg-1.0.data/purelib/more.py"], [".", "pkg-1.0.data/purelib"]),
    ],
)
def test_roots_are_found(files: list[str], roots: list[str], tmp_path: Path) -> None:
    tree(tmp_path, dict.fromkeys(files, ""))
    assert [os.path.relpath(root, tmp_path) for root in repository_roots(str(tmp_path))] == roots


def test_given_roots_are_taken_and_paths_count_from_the_repository(tmp_path: Path) -> None:
    tree(tmp_path, {"code/pkg/a.py": ""})
    found, problems, way = repository_tree(Repository("x", str(tmp_path), ("code",)), str(tmp_path))
    assert [(file.path, file.module) for file in found.files] == [("pkg/a.py", "pkg.a")]
    assert (problems, way) == ((), "code/")


@pytest.mark.parametrize("module", ["pkg", "pkg.a", "pkg.sub", "single", "inner"])
def test_modules_are_found_in_any_kind_of_repository(module: str, tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/a.py": "",
        "pkg/sub/__init__.pyi": "",
        "single.py": "",
        "src/inner.py": "",
    }
    tree(tmp_path / "lying", files)
    wheel(tmp_path / "x.whl", files)
    sdist(tmp_path / "x.tar.gz", {f"x-1.0/{name}": text for name, text in files.items()})
    for name in ("lying", "x.tar.gz", *(["x.whl"] if module != "inner" else [])):
        repository = Repository("x", str(tmp_path / name))
        assert holds_module(repository, module), name
        assert not holds_module(repository, f"{module}.more"), name
    assert not holds_module(Repository("x", str(tmp_path / "gone")), module)


def test_the_state_changes_with_any_file_of_code(tmp_path: Path) -> None:
    tree(tmp_path, {"a.py": "1", "b.txt": "x"})
    repository = Repository("x", str(tmp_path))

    def state() -> str:
        return repository_state(repository, repository_tree(repository, str(tmp_path))[0])

    first = state()
    (tmp_path / "b.txt").write_text("other")
    assert state() == first
    (tmp_path / "a.py").write_text("12")
    second = state()
    (tmp_path / "c.py").touch()
    assert len({first, second, state()}) == 3
    assert repository_state(repository._replace(owner="me"), None) != repository_state(repository, None)


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("* @a @b\n", "@a @b"),
        ("# * @no\n* @a # why\n/docs @d\n", "@a"),
        ("* @a\n* @later\n", "@later"),
        ("/docs @d\n", ""),
        ("", ""),
    ],
)
def test_owners(text: str, owner: str, tmp_path: Path) -> None:
    tree(tmp_path, {".github/CODEOWNERS": text})
    assert code_owner(str(tmp_path)) == owner
    assert code_owner(str(tmp_path / "gone")) == ""


def test_packages_spread_over_several_distributions(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {
            "a/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)\n",
            "b/__init__.py": "__import__('pkg_resources').declare_namespace(__name__)\n",
            "c/__init__.py": "",
        },
    )
    found, _, _ = repository_tree(Repository("x", str(tmp_path)), str(tmp_path))
    assert shared_packages(found) == {"a", "b"}


def test_only_archives_have_a_size_in_advance(tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"12345")
    sizes = [archive_size(Repository("x", str(tmp_path / name))) for name in ("a.whl", "gone.whl", ".")]
    assert sizes == [5, 0, 0]
