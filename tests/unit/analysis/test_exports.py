"""What a star import takes, by `__all__`."""

from __future__ import annotations

import pytest

from graphkit.analysis.exports import read_exports
from graphkit.analysis.things import Exports
from tests.unit.analysis.code import Code

OTHERS = {
    "pkg/listed.py": "__all__ = ['x', 'y']\nNAMES = ['n']",
    "pkg/plain.py": "x = 1\n_hidden = 2\ndef f(): ...",
    "pkg/handing.py": "__all__ = ['x', '__all__']",
}
EVERYTHING = Exports(frozenset(), True, False)
UNREADABLE = Exports(frozenset(), True, True)


def exports(source: str, **more: str) -> Exports:
    files = {"pkg/f.py": source, **OTHERS, **{f"pkg/{name}.py": text for name, text in more.items()}}
    return read_exports(Code(files).resolver(), "pkg.f")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("__all__ = []", ""),
        ("__all__ = ['f', 'g']", "f g"),
        ("__all__: tuple[str, ...] = ('f',)", "f"),
        ("__all__ = ['f'] + ['g', 'f']", "f g"),
        ("__all__ = ['f', *['g', 'h']]", "f g h"),
        ("__all__ = ['f']\n__all__ += ('g',)", "f g"),
        ("__all__ = ['f']\n__all__.append('g')", "f g"),
        ("__all__ = ['f']\n__all__.extend(['g', 'h'])", "f g h"),
        ("__all__ = ['f', 'g']\n__all__.remove('f')", "g"),
        ("__all__ = ['f']\n__all__.remove('f')\n__all__.append('f')", "f"),
        ("__all__ = ['f']\n__all__ = ['g']", "g"),
        ("__all__ = f()\n__all__ = ['g']", "g"),
        ("__all__ = ['f']\nif c: __all__ = ['g']", "f g"),
        ("if c: __all__ = ['f']\nelse: __all__ = ['g']", "f g"),
        ("__all__ = ['f']\nif False: __all__ += ['g']", "f"),
        ("from typing import TYPE_CHECKING\n__all__ = ['f']\nif TYPE_CHECKING: __all__ += ['g']", "f"),
        ("__all__ = sorted(['f', 'g'])", "f g"),
        ("def f(): ...\n__all__ = [f.__name__]", "f"),
        ("_NAMES = ['f']\n_NAMES = ['g']\n__all__ = _NAMES\n_NAMES = ['h']", "g"),
        ("from pkg import listed\n__all__ = listed.__all__ + ['f']", "f x y"),
        ("from pkg import listed\n__all__ = ['f', *listed.NAMES]", "f n"),
        ("from pkg import listed\n__all__ = ['f']\n__all__ += listed.__all__", "f x y"),
        ("from pkg.listed import __all__ as names\n__all__ = ['f', *names]", "f x y"),
        ("from pkg.listed import __all__", "x y"),
        ("from pkg.listed import NAMES as names\n__all__ = names", "n"),
        ("from pkg import listed, handing\n__all__ = listed.__all__ + handing.__all__", "__all__ x y"),
    ],
)
def test_listed_names(source: str, names: str) -> None:
    assert exports(source) == Exports(frozenset(names.split()), False, False)


@pytest.mark.parametrize(
    "source",
    [
        "def f(): ...",
        "__all__: list[str]",
        "if False: __all__ = ['f']",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING: __all__ = ['f']",
        "def f():\n    __all__ = ['f']",
        "from pkg.listed import *",
        "__all__ = [name for name in globals() if name]",
        "__all__ = dir()",
    ],
)
def test_every_public_name(source: str) -> None:
    assert exports(source) == EVERYTHING


@pytest.mark.parametrize(
    "source",
    [
        "__all__ = f()",
        "__all__ = [f(), g()]",
        "__all__ = names",
        "__all__ = NAMES\nNAMES = ['f']",
        "from elsewhere import __all__",
        "import elsewhere\n__all__ = elsewhere.__all__",
    ],
)
def test_what_cannot_be_read_takes_every_public_name(source: str) -> None:
    assert exports(source) == UNREADABLE


@pytest.mark.parametrize("source", ["__all__ = ['f', g()]", "__all__ = ['f']\nif c: __all__ += g()"])
def test_what_is_readable_in_part(source: str) -> None:
    assert exports(source) == Exports(frozenset({"f"}), False, True)


def test_all_of_a_module_without_one_is_its_public_names() -> None:
    assert exports("from pkg import plain\n__all__ = plain.__all__").names == {"f", "x"}


def test_a_star_import_may_bring_all_itself() -> None:
    assert exports("from pkg.handing import *") == Exports(frozenset({"x", "__all__"}), False, False)
    assert exports("from pkg.listed import *\nfrom pkg.handing import *").names == {"x", "__all__"}
    assert exports("from pkg.handing import *\n__all__ = ['f']").names == {"f"}


def test_cycles_end() -> None:
    source = "from pkg.{0} import __all__ as _{0}\n__all__ = ['own_{1}'] + _{0}"
    resolver = Code({"pkg/f.py": source.format("g", "f"), "pkg/g.py": source.format("f", "g")}).resolver()
    assert resolver.exports("pkg.f").names == {"own_f", "own_g"}
    assert exports("from pkg.f import __all__ as _own\n__all__ = ['f'] + _own").names == {"f"}
    assert exports("from pkg.g import *", g="from pkg.f import *") == EVERYTHING


def test_a_module_outside_the_tree_has_no_bindings() -> None:
    assert read_exports(Code({}).resolver(), "elsewhere") == EVERYTHING
