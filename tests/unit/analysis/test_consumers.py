"""The sites of every file, put together."""

from __future__ import annotations

import pytest

from graphkit.analysis.consumers import Traced, trace_symbols
from graphkit.model.names import Symbol
from tests.unit.analysis.code import MAKE, Code


def traced(files: dict[str, str], *targets: Symbol) -> Traced:
    return trace_symbols(Code(files).sources, frozenset(targets or {MAKE}), lambda what, done, total: None)


def test_nobody_uses_it() -> None:
    found = traced({"pkg/f.py": "x = 1"})
    assert [(d.module, d.line, d.kind, d.name) for d in found.definitions] == [
        ("pkg.a", 1, "function", "make")
    ]
    assert found[1:] == ((), (), (), (), (), ())


@pytest.mark.parametrize(
    ("source", "consumes"),
    [
        ("from pkg.a import make", False),
        ("from pkg.a import make\n__all__ = ['make']\nx = 1", False),
        ("from pkg.a import make\nmake()", True),
        ("from pkg.a import make\nx = 1", True),
        ("from pkg import a\nx = a.make()", True),
        ("x = 'make'", False),
        ("from pkg.b import make", False),
    ],
)
def test_who_is_a_consumer(source: str, consumes: bool) -> None:
    found = traced({"pkg/f.py": source})
    assert [consumer.module for consumer in found.consumers] == ["pkg.f"] * consumes


def test_a_package_that_imports_it_hands_it_on() -> None:
    found = traced({"pkg/__init__.py": "from .a import make\nx = 1"})
    assert [(r.module, r.kind, r.used_by) for r in found.reexports] == [("pkg", "import", 0)]
    assert found.consumers == ()


def test_consumers_are_sorted_and_so_are_their_uses() -> None:
    text = "from pkg.a import make\ndef f(): make()\nmake()\n"
    found = traced({"pkg/z.py": text, "pkg/b.py": text, "tests/test_x.py": text})
    assert [(c.module, c.is_test) for c in found.consumers] == [
        ("pkg.b", False),
        ("pkg.z", False),
        ("tests.test_x", True),
    ]
    for consumer in found.consumers:
        assert [use.line for use in consumer.uses] == [1, 2, 3]
        assert list(consumer.uses) == sorted(consumer.uses)


def test_several_targets_at_once() -> None:
    found = traced(
        {"pkg/f.py": "from pkg.a import make, other\nmake()\nother()"}, MAKE, Symbol("pkg.a", "other")
    )
    assert [(d.name, d.line) for d in found.definitions] == [("make", 1), ("other", 2)]
    assert [(use.line, use.kind) for use in found.consumers[0].uses] == [
        (1, "import"),
        (1, "import"),
        (2, "call"),
        (3, "call"),
    ]


def test_mentions_and_dangling_are_apart() -> None:
    found = traced({"pkg/f.py": "# make\nfrom pkg.gone import make\nx = 'make'"})
    assert [(m.line, m.kind) for m in found.mentions] == [(1, "comment"), (3, "string")]
    assert [(d.line, d.kind, d.through) for d in found.dangling] == [(2, "import", "pkg.gone:make")]
    assert found.consumers == ()


def test_the_same_input_gives_the_same_value() -> None:
    files = {"pkg/f.py": "from pkg.a import *", "pkg/g.py": "from pkg.f import make\nmake()"}
    assert traced(files) == traced(dict(reversed(files.items())))


def test_removing_a_file_changes_only_its_own_part() -> None:
    text = "from pkg.a import make\nmake()\n"
    both, one = traced({"pkg/f.py": text, "pkg/g.py": text}), traced({"pkg/f.py": text})
    assert one.consumers == both.consumers[:1]
    assert one.flow == tuple(edge for edge in both.flow if edge.taker.module != "pkg.g")
