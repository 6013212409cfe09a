"""Naming, on directories that need not exist."""

from __future__ import annotations

from graphkit.extract.directories import Directory
from graphkit.extract.module_names import name_modules


def directory(path: str, *files: str, **children: Directory) -> Directory:
    found = Directory(path, 0, files=[(name, False) for name in files], has_code=True)
    found.children.update(children)
    return found


def test_names_of_nested_directories() -> None:
    deep = directory("p/q/", "m.py")
    top = directory("", "run.py", p=directory("p/", "__init__.py", q=deep))
    files, namespaces, skipped = name_modules([top])
    assert [file.module for file in files] == ["p", "p.q.m", "run"]
    assert namespaces == {"p.q"}
    assert skipped == ()


def test_two_stub_packages_of_one_name_do_not_clash() -> None:
    tops = [
        directory("one/", p=directory("one/p/", "__init__.pyi")),
        directory("two/", p=directory("two/p/", "__init__.pyi")),
    ]
    files, namespaces, _ = name_modules(tops)
    assert [(file.path, file.module, file.importable) for file in files] == [
        ("one/p/__init__.pyi", "p", True),
        ("two/p/__init__.pyi", "two.p.__init__", False),
    ]
    assert namespaces == frozenset()
