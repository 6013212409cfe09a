"""Where something stands: scope, branch, time, guards."""

from __future__ import annotations

import pytest

from graphkit.extract.module_facts.parsing import parse
from graphkit.extract.module_facts.places import descend
from graphkit.model.facts import Place
from tests.unit.extract.module_facts.facts import occur


def place(source: str) -> Place:
    """Where the last `make` stands."""
    found = occur(source)
    places = [reference.place for reference in found.references]
    places += [binding.place for binding in found.bindings]
    return max(places, key=lambda place: place.offset)


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("make", []),
        ("def f():\n    make", [("function", "f")]),
        ("async def f(): make", [("function", "f")]),
        ("class C:\n    def f(self):\n        make", [("class", "C"), ("function", "f")]),
        ("lambda: make", [("lambda", "")]),
        ("(lambda: make)()", [("comprehension", "")]),
        ("[make for i in x]", [("comprehension", "")]),
        ("[i for i in x if make]", [("comprehension", "")]),
        ("[i for i in make]", []),
        ("[i for j in x for i in make]", [("comprehension", "")]),
        ("def f(x=make): ...", []),
        ("def f(x: make): ...", []),
        ("@make\ndef f(): ...", []),
        ("class C(make): ...", []),
        ("lambda x=make: 1", []),
        ("def f(make): ...", [("function", "f")]),
        ("lambda make: 1", [("lambda", "")]),
    ],
)
def test_scopes(source: str, scope: list[tuple[str, str]]) -> None:
    assert [(step.kind, step.name) for step in place(source).scope] == scope


@pytest.mark.parametrize(
    ("source", "when"),
    [
        ("make", "import_time"),
        ("class C:\n    make", "import_time"),
        ("[make for i in x]", "import_time"),
        ("def f(): make", "call_time"),
        ("lambda: make", "call_time"),
        ("def f():\n    class C:\n        make", "call_time"),
        ("if TYPE_CHECKING: make", "type_checking"),
        ("if TYPE_CHECKING:\n    def f(): make", "type_checking"),
        ("if not TYPE_CHECKING: make", "import_time"),
        ("if not TYPE_CHECKING: pass\nelse: make", "type_checking"),
        ("if __name__ == '__main__': make", "call_time"),
    ],
)
def test_when(source: str, when: str) -> None:
    assert place(source).when == when


@pytest.mark.parametrize(
    ("source", "guards"),
    [
        ("make", (False, False)),
        ("try: make\nexcept ImportError: pass", (True, True)),
        ("try: make\nexcept NameError: pass", (False, True)),
        ("try: make\nexcept KeyError: pass", (False, False)),
        ("try: pass\nexcept ImportError: make", (False, False)),
        ("try: pass\nexcept ImportError: pass\nelse: make", (False, False)),
        ("try:\n    if x:\n        make\nexcept: pass", (True, True)),
        ("try:\n    def f(): make\nexcept ImportError: pass", (False, False)),
        ("try:\n    class C: make\nexcept ImportError: pass", (True, True)),
        ("with suppress(ImportError): make", (True, True)),
        ("with open(x): make", (False, False)),
    ],
)
def test_guards(source: str, guards: tuple[bool, bool]) -> None:
    found = place(source)
    assert (found.guarded_import, found.guarded) == guards


@pytest.mark.parametrize(
    ("source", "states"),
    [
        ("x = make if y else z", [""]),
        ("x = z if y else make", [""]),
        ("x = z if make else y", []),
        ("x = make if True else z", ["always"]),
        ("x = z if True else make", ["never"]),
        ("x = make if TYPE_CHECKING else z", []),
        ("y and make", [""]),
        ("y and z or make", [""]),
        ("make and y", []),
        ("True and make", ["always"]),
        ("True or make", ["never"]),
        ("x = (make if y else z) if u else v", ["", ""]),
    ],
)
def test_parts_of_expressions_that_may_not_run(source: str, states: list[str]) -> None:
    assert [step.state for step in place(source).path] == states


def test_line_and_offset() -> None:
    found = place("x = 1\n\nif x:\n    make\n")
    assert (found.line, found.column, found.offset) == (4, 4, 17)


def test_descend_ends_at_the_leaf() -> None:
    parsed = parse(b"x = f(make)\n")
    steps = descend(parsed.tree, 6)
    assert [step.node.type for step in steps][-3:] == ["call", "argument_list", "identifier"]
    assert steps[-1].node.text == b"make"
    assert steps[-3].field == "right"
