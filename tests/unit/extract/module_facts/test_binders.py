"""Which names a statement binds, and to what."""

from __future__ import annotations

import pytest

from graphkit.model.facts import OPAQUE, Value
from tests.unit.extract.module_facts.facts import read, short

F, G = Value("name", "f"), Value("name", "g")


@pytest.mark.parametrize(
    ("source", "bound"),
    [
        ("x = f", {"x": F}),
        ("x: int = f", {"x": F}),
        ("x = y = f", {"x": F, "y": F}),
        ("x, y = f, g", {"x": F, "y": G}),
        ("(x, [y, z]) = f, (g, 1)", {"x": F, "y": G, "z": OPAQUE}),
        ("x, *y = f, g", {"x": OPAQUE, "y": OPAQUE}),
        ("import a.b.c", {"a": Value("top", module="a.b.c")}),
        ("import a.b as c, d", {"c": Value("as", module="a.b"), "d": Value("top", module="d")}),
        ("from a import b, c as d", {"b": Value("from", "b", "a"), "d": Value("from", "c", "a")}),
        ("from . import a", {"a": Value("from", "a", ".")}),
        ("from .. a . b import c", {"c": Value("from", "c", "..a.b")}),
        ("from a import (\n b,\n # c\n d,\n)", {"b": Value("from", "b", "a"), "d": Value("from", "d", "a")}),
        ("from a import *", {"*": Value("star_of", module="a")}),
        ("def x(): ...", {"x": Value("def", "function")}),
        ("async def x(): ...", {"x": Value("def", "function", "async")}),
        ("class x(f): ...", {"x": Value("def", "class")}),
        ("@f\ndef x(): ...", {"x": Value("def", "function")}),
        ("def x(y): return y", {"x": Value("def", "function", base=(Value("same"),))}),
        ("for x in (f, g): pass", {"x": Value("alt", base=(F, G))}),
        ("with f() as x: pass", {"x": OPAQUE}),
        ("with f() as (x, y): pass", {"x": OPAQUE, "y": OPAQUE}),
        ("type x = f", {"x": OPAQUE}),
        ("x += f", {"x": OPAQUE}),
        ("__all__ += f", {"__all__": F}),
        ("__all__.append('f')", {"__all__": Value("list", base=(Value("str", "f"),))}),
        ("(x := f)", {"x": F}),
    ],
)
def test_what_is_bound(source: str, bound: dict[str, Value]) -> None:
    found = {binding.name: binding.value for binding in read(source).bindings}
    assert found == bound


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x: int", [("x", "declare", 1)]),
        ("del x, (y)", [("x", "del", 1), ("y", "del", 1)]),
        ("x.y = f", [("y", "store", 1)]),
        ("x[0] = f", []),
        ("globals()['x'] = f", [("x", "assign", 1)]),
        ("globals()[n] = f", [("*", "open", 1)]),
        ("globals().update(f)", [("*", "open", 1)]),
        ("setattr(sys.modules[__name__], 'x', f)", [("x", "assign", 1)]),
        ("__all__.remove('x')", [("__all__", "remove", 1)]),
        ("__all__.extend(x)", [("__all__", "extend", 1)]),
        ("f(x=1)", []),
        ("try: pass\nexcept E as x: pass", [("x", "del", 2)]),
        ("def f():\n    global x\n    x = 1\nf()", [("f", "def", 1), ("x", "assign", 3), ("x", "assign", 4)]),
        ("def f():\n    y = 1\nclass C:\n    z = 1", [("f", "def", 1), ("C", "def", 3)]),
        ("from __future__ import annotations", [("annotations", "import", 1)]),
    ],
)
def test_how_and_where(source: str, expected: list[tuple[str, str, int]]) -> None:
    assert short(read(source).bindings) == expected


@pytest.mark.parametrize(
    ("body", "same"),
    [
        ("return x", True),
        ("x.y = 1\n    return x", True),
        ("return x()", False),
        ("return y", False),
        ("pass", False),
    ],
)
def test_functions_that_return_their_argument(body: str, same: bool) -> None:
    (binding,) = read(f"def f(x):\n    {body}\n").bindings
    assert bool(binding.value.base) is same
