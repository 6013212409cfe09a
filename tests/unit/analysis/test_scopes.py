"""Looking up a bare name as Python does."""

from __future__ import annotations

import pytest

from graphkit.analysis.scopes import look_up
from tests.unit.analysis.code import Code


def kinds(source: str) -> list[str]:
    """What `make` in `use(make)` is taken from; "pkg.a" for the function."""
    code = Code({"pkg/f.py": source})
    (reference,) = [r for r in code.occurrences("pkg.f", "make").references if r.usage == "argument"]
    resolver = code.resolver()
    found = resolver.follow(look_up(resolver, code.occurrences, "pkg.f", "make", reference.place).things)
    return sorted({thing.module if thing.kind == "symbol" else thing.kind for thing in found})


IMPORT = "from pkg.a import make\n"


@pytest.mark.parametrize(
    "source",
    [
        IMPORT + "use(make)",
        IMPORT + "def f(): use(make)",
        "def f(): use(make)\n" + IMPORT,
        IMPORT + "class C: use(make)",
        IMPORT + "class C:\n  make = 1\n  def f(self): use(make)",
        IMPORT + "class C:\n  use(make)\n  make = 1",
        IMPORT + "use(lambda: use(make), 1)".replace("use(lambda", "x = (lambda").replace(", 1)", ")"),
        IMPORT + "[use(make) for i in x]",
        IMPORT + "[make for make in use(make)]",
        "def f():\n  from pkg.a import make\n  use(make)",
        "def f():\n  from pkg.a import make\n  def g(): use(make)",
        "def f():\n  def g(): use(make)\n  from pkg.a import make",
        "def f():\n  global make\n  from pkg.a import make\ndef g(): use(make)",
        IMPORT + "def f(make):\n  def g():\n    global make\n    use(make)",
        "def f():\n  from pkg.a import make\n  def g():\n    nonlocal make\n    use(make)\n    make = 1",
        "def f():\n  from pkg.a import make as m\n  make = m\n  use(make)",
        "class C:\n  from pkg.a import make\n  use(make)",
        IMPORT + "def f(x=use(make)):\n  make = 1",
        IMPORT + "@use(make)\ndef make(): ...",
    ],
)
def test_the_function(source: str) -> None:
    assert "pkg.a" in kinds(source)


@pytest.mark.parametrize(
    "source",
    [
        "use(make)\n" + IMPORT,
        IMPORT + "def f(make): use(make)",
        IMPORT + "def f(*make): use(make)",
        IMPORT + "def f():\n  use(make)\n  make = 1",
        IMPORT + "def f():\n  for make in x: use(make)",
        IMPORT + "def f(make):\n  def g(): use(make)",
        IMPORT + "def f(make):\n  return lambda: use(make)",
        IMPORT + "x = lambda make: use(make)",
        IMPORT + "[use(make) for make in x]",
        IMPORT + "class C:\n  make = 1\n  use(make)",
        IMPORT + "def f():\n  def make(): ...\n  use(make)",
        IMPORT + "def f():\n  import os as make\n  use(make)",
        IMPORT + "def f():\n  try: pass\n  except E as make: use(make)",
        IMPORT + "make = 1\nuse(make)",
        "class C:\n  from pkg.a import make\n  def f(self): use(make)",
    ],
)
def test_something_else(source: str) -> None:
    assert "pkg.a" not in kinds(source)


def test_the_answer_says_where_the_name_is_bound() -> None:
    code = Code({"pkg/f.py": IMPORT + "def f():\n  make = 1\n  make\nmake\n"})
    inner, outer = [r.place for r in code.occurrences("pkg.f", "make").references if r.role == "load"]
    resolver = code.resolver()
    looked = look_up(resolver, code.occurrences, "pkg.f", "make", inner)
    assert [step.name for step in looked.scope] == ["f"]
    assert [binding.place.line for binding in looked.bindings] == [3]
    looked = look_up(resolver, code.occurrences, "pkg.f", "make", outer)
    assert looked.scope == ()
    assert [binding.place.line for binding in looked.bindings] == [1]
