"""Which of a name's bindings reach a place."""

from __future__ import annotations

import textwrap

import pytest

from graphkit.analysis.reaching import reaching
from graphkit.extract.module_facts import module_facts, occurrences, parse


def reached(source: str, *, runtime: bool = False) -> tuple[list[int], bool]:
    """Lines of the bindings of x that reach the `x` in `use(x)`, or the end; may it be unbound?"""
    parsed = parse(textwrap.dedent(source).encode())
    bindings = [binding for binding in module_facts(parsed).bindings if binding.name == "x"]
    uses = [r.place for r in occurrences(parsed, "x").references if r.usage == "argument"]
    where = (uses[0].path, uses[0].offset) if uses else ((), None)
    found = reaching(bindings, *where, runtime=runtime)
    return sorted({binding.place.line for binding in found.bindings}), found.maybe_unbound


@pytest.mark.parametrize(
    ("source", "lines", "unbound"),
    [
        ("", [], True),
        ("x = 1", [1], False),
        ("x = 1\nx = 2", [2], False),
        ("use(x)\nx = 1", [], True),
        ("x = 1\nuse(x)\nx = 2", [1], False),
        ("x = 1\ndel x", [], True),
        ("x = 1\ndel x\nx = 2", [3], False),
        ("if c:\n  x = 1", [2], True),
        ("x = 0\nif c:\n  x = 1", [1, 3], False),
        ("if c:\n  x = 1\nelse:\n  x = 2", [2, 4], False),
        ("if c:\n  x = 1\nelif d:\n  x = 2", [2, 4], True),
        ("if c:\n  x = 1\nelif d:\n  x = 2\nelse:\n  x = 3", [2, 4, 6], False),
        ("if c:\n  x = 1\nelse:\n  raise E", [2], False),
        ("x = 0\nif c:\n  x = 1\n  raise E", [1], False),
        ("if c:\n  x = 1\n  use(x)\nelse:\n  x = 2", [2], False),
        ("if c:\n  x = 1\nelse:\n  use(x)", [], True),
        ("x = 0\nif c:\n  if d:\n    x = 1\n  use(x)", [1, 4], False),
        ("if c:\n  if d:\n    x = 1\n  else:\n    x = 2\nelse:\n  x = 3", [3, 5, 7], False),
        ("try:\n  x = 1\nexcept E:\n  x = 2", [2, 4], False),
        ("try:\n  x = 1\nexcept E:\n  raise", [2], False),
        ("try:\n  x = 1\nexcept E:\n  pass", [2], True),
        ("try:\n  pass\nexcept E:\n  pass\nelse:\n  x = 1", [6], True),
        ("x = 0\ntry:\n  pass\nfinally:\n  x = 1", [5], False),
        ("x = 0\nfor i in c:\n  x = 1", [1, 3], False),
        ("for x in c: pass", [1], True),
        ("x = 0\nwhile c:\n  use(x)\n  x = 1", [1, 4], False),
        ("with c:\n  x = 1", [2], False),
        ("x = 0\nwith suppress(E):\n  x = 1", [1, 3], False),
        ("match c:\n  case 1:\n    x = 1\n  case _:\n    x = 2", [3, 5], False),
        ("match c:\n  case 1:\n    x = 1", [3], True),
    ],
)
def test_reaching(source: str, lines: list[int], unbound: bool) -> None:
    assert reached(source) == (lines, unbound)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("if True:\n  x = 1\nelse:\n  x = 2", [2]),
        ("if False:\n  x = 1\nelse:\n  x = 2", [4]),
        ("x = 0\nif TYPE_CHECKING:\n  x = 1", [1]),
        ("if TYPE_CHECKING:\n  x = 1\nelse:\n  x = 2", [4]),
        ("x = 0\nif __name__ == '__main__':\n  x = 1", [1]),
        ("x = 0\nif sys.version_info >= (3,):\n  x = 1", [3]),
        ("if c:\n  x = 1\nelse:\n  x = 2", [2, 4]),
    ],
)
def test_what_runs(source: str, lines: list[int]) -> None:
    assert reached(source, runtime=True)[0] == lines
