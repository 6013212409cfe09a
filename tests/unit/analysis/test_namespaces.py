"""What every module's namespace gets from others."""

from __future__ import annotations

import pytest

from graphkit.analysis.namespaces import namespace_bindings
from tests.unit.analysis.code import Code

MAKE, OTHER = "pkg.a:make", "pkg.a:other"


def bound(source: str, *, type_checking: bool = False, **files: str) -> dict[str, tuple[str, ...]]:
    """Name → origins in pkg/f.py."""
    code = Code({"pkg/f.py": source, **{f"pkg/{key}.py": text for key, text in files.items()}})
    return dict(dict(namespace_bindings(code.tree, code.facts, type_checking=type_checking)).get("pkg.f", ()))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", {}),
        ("def make(): ...", {}),
        ("from pkg.a import make", {"make": (MAKE,)}),
        ("from pkg.a import make as m, other", {"m": (MAKE,), "other": (OTHER,)}),
        ("from pkg.a import *", {"make": (MAKE,), "other": (OTHER,)}),
        ("from pkg import a\nbuild = a.make", {"build": (MAKE,)}),
        ("from pkg import a", {}),
        ("import pkg.a", {}),
        ("from pkg.a import make\nmake = 1", {}),
        ("from pkg.a import make\ndel make", {}),
        ("from pkg.a import make\nx = make()", {"make": (MAKE,)}),
        ("def f():\n    from pkg.a import make", {}),
        ("class C:\n    from pkg.a import make", {}),
        ("from pkg.gone import make", {}),
        ("from elsewhere import make", {}),
        (
            "if c:\n    from pkg.a import make\nelse:\n    from pkg.a import other as make",
            {"make": (MAKE, OTHER)},
        ),
        (
            "if True:\n    from pkg.a import make\nelse:\n    from pkg.a import other as make",
            {"make": (MAKE,)},
        ),
        ("if __name__ == '__main__':\n    from pkg.a import make", {}),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pkg.a import make", {}),
        ("from pkg.a import other\nfrom pkg.a import make as other", {"other": (MAKE,)}),
        ("from pkg.a import make\nfor make in (): pass", {"make": (MAKE,)}),
    ],
)
def test_runtime_bindings(source: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert bound(source) == expected


def test_typing_only_names_are_asked_for() -> None:
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pkg.a import make"
    assert bound(source, type_checking=True) == {"make": (MAKE,)}


def test_classes_count_and_variables_do_not() -> None:
    assert bound("from pkg.b import C, x", b="class C: ...\nx = 1") == {"C": ("pkg.b:C",)}


def test_stars_take_what_all_says() -> None:
    assert bound("from pkg.b import *", b="from pkg.a import *\n__all__ = ['make']") == {"make": (MAKE,)}
    assert bound("from pkg.b import *", b="from pkg.a import make as _make") == {}


def test_modules_and_names_are_sorted() -> None:
    code = Code({"pkg/z.py": "from pkg.a import *", "pkg/b.py": "from pkg.a import other, make"})
    found = namespace_bindings(code.tree, code.facts)
    assert [module for module, _ in found] == ["pkg.b", "pkg.z"]
    assert [name for name, _ in found[0][1]] == ["make", "other"]


def test_an_attribute_set_from_outside() -> None:
    code = Code({"pkg/f.py": "", "pkg/g.py": "import pkg.f\nfrom pkg.a import make\npkg.f.build = make"})
    assert dict(namespace_bindings(code.tree, code.facts))["pkg.f"] == (("build", (MAKE,)),)
