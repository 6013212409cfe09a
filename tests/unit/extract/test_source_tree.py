"""Discovery: which files are found, which module each is, what is left out and why."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from graphkit.errors import NoPythonFiles, RootNotFound
from graphkit.extract.source_tree import default_roots, read_source_tree
from graphkit.model.tree import SourceTree


def write(base: Path, *paths: str) -> None:
    for path in paths:
        target = base / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("", encoding="utf-8")


def read(*roots: Path, **options: tuple[str, ...]) -> SourceTree:
    tree, problems = read_source_tree([str(root) for root in roots], **options)
    assert problems == ()
    return tree


def modules(tree: SourceTree) -> dict[str, str]:
    return {file.path: file.module for file in tree.files}


def unimportable(tree: SourceTree) -> set[str]:
    return {file.path for file in tree.files if not file.importable}


def reasons(tree: SourceTree) -> Mapping[str, str]:
    return dict(tree.skipped)


def test_packages_namespaces_and_scripts(tmp_path: Path) -> None:
    write(tmp_path, "pkg/__init__.py", "pkg/mod.py", "pkg/sub/leaf.py", "space/deep/mod.py", "run.py")
    tree = read(tmp_path)
    assert modules(tree) == {
        "pkg/__init__.py": "pkg",
        "pkg/mod.py": "pkg.mod",
        "pkg/sub/leaf.py": "pkg.sub.leaf",
        "run.py": "run",
        "space/deep/mod.py": "space.deep.mod",
    }
    assert unimportable(tree) == set()
    assert tree.namespaces == {"pkg.sub", "space", "space.deep"}
    assert {file.path: file.siblings for file in tree.files} == {
        "pkg/__init__.py": None,
        "pkg/mod.py": None,
        "pkg/sub/leaf.py": "pkg.sub",
        "run.py": "",
        "space/deep/mod.py": "space.deep",
    }
    assert [file.path for file in tree.files if file.is_package] == ["pkg/__init__.py"]
    assert [file.path for file in tree.files] == sorted(modules(tree))


def test_regular_package_shadows_the_module_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "foo.py", "foo/__init__.py", "foo/bar.py")
    tree = read(tmp_path)
    assert unimportable(tree) == {"foo.py"}
    assert modules(tree) == {"foo/__init__.py": "foo", "foo/bar.py": "foo.bar", "foo.py": "foo.py"}


def test_module_shadows_the_directory_without_init_beside_it(tmp_path: Path) -> None:
    write(tmp_path, "foo.py", "foo/bar.py")
    tree = read(tmp_path)
    assert unimportable(tree) == {"foo/bar.py"}
    assert modules(tree)["foo.py"] == "foo"
    assert not tree.is_module("foo.bar")
    assert tree.namespaces == frozenset()


def test_names_that_no_import_can_write(tmp_path: Path) -> None:
    write(tmp_path, "dev-tools/helper.py", "class.py", "a.b.py", "a/b.py", "2x/__init__.py")
    tree = read(tmp_path)
    assert unimportable(tree) == {"dev-tools/helper.py", "class.py", "a.b.py", "2x/__init__.py"}
    assert modules(tree)["dev-tools/helper.py"] == "dev-tools.helper"
    assert modules(tree)["a/b.py"] == "a.b"
    assert modules(tree)["a.b.py"] == "a.b.py"
    assert modules(tree)["2x/__init__.py"] == "2x"
    assert tree.by_path["dev-tools/helper.py"].siblings == "dev-tools"


def test_every_module_name_is_unique(tmp_path: Path) -> None:
    write(tmp_path, "a/b.c.py", "a/b/c.py", "a.b.c.py", "a.b/c.py", "a/b/c.ipynb", "a/b/c/__init__.py")
    tree = read(tmp_path)
    assert len({file.module for file in tree.files}) == len(tree.files) == 6
    assert tree.modules["a.b.c"].path == "a/b/c/__init__.py"


def test_stubs_and_notebooks(tmp_path: Path) -> None:
    write(tmp_path, "both.py", "both.pyi", "alone.pyi", "note.ipynb", "only/note.ipynb", "both.ipynb")
    tree = read(tmp_path)
    assert {file.path: file.kind for file in tree.files} == {
        "alone.pyi": "stub",
        "both.ipynb": "notebook",
        "both.py": "source",
        "note.ipynb": "notebook",
        "only/note.ipynb": "notebook",
    }
    assert unimportable(tree) == {"note.ipynb", "only/note.ipynb", "both.ipynb"}
    assert modules(tree)["both.ipynb"] == "both.ipynb"
    assert reasons(tree) == {"both.pyi": "stub of both.py, which is read"}
    assert tree.namespaces == frozenset()


def test_root_that_is_itself_a_package(tmp_path: Path) -> None:
    write(tmp_path, "__init__.py", "mod.py", "sub/__init__.py")
    tree = read(tmp_path)
    assert unimportable(tree) == {"__init__.py"}
    assert modules(tree)["mod.py"] == "mod"
    assert modules(tree)["sub/__init__.py"] == "sub"


def test_what_is_skipped_by_default(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a.py",
        ".hidden/x.py",
        ".x.py",
        "__pycache__/x.py",
        "web/node_modules/x.py",
        "tool/pyvenv.cfg",
        "tool/lib/x.py",
    )
    tree = read(tmp_path)
    assert set(modules(tree)) == {"a.py"}
    assert reasons(tree) == {
        ".hidden": "hidden",
        ".x.py": "hidden",
        "__pycache__": "cache of compiled files",
        "tool": "virtual environment",
        "web/node_modules": "installed packages",
    }


def test_exclude_is_like_gitignore(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "gen/x.py", "deep/gen/x.py", "old/x.py", "old/keep.py", "b_pb2.py")
    tree = read(tmp_path, exclude=("/gen/", "old/*", "!old/keep.py", "*_pb2.py"))
    assert set(modules(tree)) == {"a.py", "deep/gen/x.py", "old/keep.py"}
    assert reasons(tree) == {"b_pb2.py": "excluded", "gen": "excluded", "old/x.py": "excluded"}


def test_excluding_what_is_below_a_directory_prunes_it(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "backups/x/y.py")
    assert set(modules(read(tmp_path, exclude=("backups/**",)))) == {"a.py"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("tests/helper.py", True),
        ("pkg/tests/deep/helper.py", True),
        ("pkg/test_x.py", True),
        ("pkg/x_test.py", True),
        ("conftest.py", True),
        ("pkg/testing.py", False),
        ("contest/x.py", False),
    ],
)
def test_tests_by_default(tmp_path: Path, path: str, expected: bool) -> None:
    write(tmp_path, path)
    assert read(tmp_path).files[0].is_test is expected


def test_tests_by_pattern_with_a_path(tmp_path: Path) -> None:
    write(tmp_path, "checks/unit/x.py", "checks/x.py", "tests/x.py")
    tree = read(tmp_path, tests=("checks/unit",))
    assert [file.path for file in tree.files if file.is_test] == ["checks/unit/x.py"]


def test_two_roots_first_wins_on_a_duplicate(tmp_path: Path) -> None:
    write(tmp_path, "one/pkg/__init__.py", "two/pkg/__init__.py", "two/pkg/more.py", "two/extra.py")
    tree = read(tmp_path / "one", tmp_path / "two")
    assert tree.base == str(tmp_path)
    assert tree.modules["pkg"].path == "one/pkg/__init__.py"
    assert tree.modules["extra"].path == "two/extra.py"
    assert unimportable(tree) == {"two/pkg/__init__.py", "two/pkg/more.py"}
    assert modules(tree)["two/pkg/__init__.py"] == "two.pkg"


def test_namespace_portions_merge_over_roots(tmp_path: Path) -> None:
    write(tmp_path, "one/space/a.py", "two/space/b.py", "two/space/a.py")
    tree = read(tmp_path / "one", tmp_path / "two")
    assert tree.modules["space.a"].path == "one/space/a.py"
    assert tree.modules["space.b"].path == "two/space/b.py"
    assert unimportable(tree) == {"two/space/a.py"}


def test_package_in_a_later_root_wins_over_a_namespace(tmp_path: Path) -> None:
    write(tmp_path, "one/name/a.py", "two/name/__init__.py")
    tree = read(tmp_path / "one", tmp_path / "two")
    assert tree.modules["name"].path == "two/name/__init__.py"
    assert unimportable(tree) == {"one/name/a.py"}


@pytest.mark.parametrize("order", [("", "src"), ("src", "")])
def test_root_inside_a_root_names_its_own_files(tmp_path: Path, order: tuple[str, str]) -> None:
    write(tmp_path, "src/pkg/__init__.py", "tool.py")
    tree = read(*(tmp_path / root for root in order))
    assert modules(tree) == {"src/pkg/__init__.py": "pkg", "tool.py": "tool"}


def test_link_loops_and_links_into_the_tree(tmp_path: Path) -> None:
    root = tmp_path / "root"
    write(root, "pkg/mod.py")
    write(tmp_path, "outside/extra.py")
    (root / "again").symlink_to(root / "pkg", target_is_directory=True)
    (root / "pkg" / "up").symlink_to(root, target_is_directory=True)
    (root / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (tmp_path / "outside" / "back").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "top").symlink_to(tmp_path, target_is_directory=True)
    tree = read(root)
    assert modules(tree) == {"linked/extra.py": "linked.extra", "pkg/mod.py": "pkg.mod"}
    assert reasons(tree) == {
        "again": "link to pkg, read there",
        "linked/back": "link to linked, read there",
        "pkg/up": "link to ., read there",
        "top": "link to a directory above it",
    }


def test_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    (tmp_path / "gone.py").symlink_to(tmp_path / "nowhere.py")
    tree, problems = read_source_tree([str(tmp_path)])
    assert len(tree.files) == 1
    assert [(problem.file, problem.what) for problem in problems] == [("gone.py", "link to nothing")]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
def test_name_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.py")
    with open(os.fsencode(tmp_path) + b"/b\xff.py", "wb"):
        pass
    tree, problems = read_source_tree([str(tmp_path)])
    assert [file.path for file in tree.files] == ["a.py"]
    assert [problem.file for problem in problems] == ["b\ufffd.py"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_directory_that_cannot_be_listed_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "locked/b.py")
    (tmp_path / "locked").chmod(0)
    try:
        tree, problems = read_source_tree([str(tmp_path)])
    finally:
        (tmp_path / "locked").chmod(0o700)
    assert [file.path for file in tree.files] == ["a.py"]
    assert [problem.file for problem in problems] == ["locked"]


def test_errors_name_the_root(tmp_path: Path) -> None:
    with pytest.raises(RootNotFound, match="nowhere"):
        read_source_tree([str(tmp_path / "nowhere")])
    with pytest.raises(NoPythonFiles, match=tmp_path.name):
        read_source_tree([str(tmp_path)])


def test_default_roots(tmp_path: Path) -> None:
    directory = str(tmp_path)
    write(tmp_path, "run.py")
    assert default_roots(directory) == (directory,)
    write(tmp_path, "src/pkg/__init__.py", "tests/__init__.py")
    assert default_roots(directory) == (directory, os.path.join(directory, "src"))
    write(tmp_path, "pkg/__init__.py")
    assert default_roots(directory) == (directory,)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="other systems have no such pipes")
def test_what_is_named_like_code_and_is_none(tmp_path: Path) -> None:
    write(tmp_path, "a.py", "b.py/c.py")
    os.mkfifo(tmp_path / "pipe.py")
    (tmp_path / "device.py").symlink_to(os.devnull)
    (tmp_path / "linked.py").symlink_to("b.py")
    tree, problems = read_source_tree([str(tmp_path)])
    assert [file.path for file in tree.files] == ["a.py", "b.py/c.py"]
    assert [(problem.file, problem.what) for problem in problems] == [
        ("device.py", "no file that can be read"),
        ("pipe.py", "no file that can be read"),
    ]
    assert ("linked.py", "link to b.py, read there") in tree.skipped
