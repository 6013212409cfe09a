from __future__ import annotations

from graphkit.codemod.places import (
    Identifiers,
    Located,
    functions_around,
    import_of,
    in_default,
    locate,
    scopes_around,
)
from graphkit.codemod.statements import parse
from tests.unit.codemod.files import marked


def located(text: str) -> list[Located]:
    plain, uses = marked(text)
    return locate(plain, Identifiers(plain, parse(plain)), uses)


def test_a_use_is_the_expression_that_names_the_symbol() -> None:
    places = located("# 漢\nx = '😀'; a.b.«make(«make.c)\npatch('«patch_string:make')\n")
    assert [place.node.text() if place.node else "" for place in places] == ["a.b.make", "make", ""]
    assert [place.head for place in places] == ["a", "make", ""]
    assert [place.use.line for place in places] == [2, 2, 3]


def test_a_use_beyond_the_text_is_left_out() -> None:
    plain, uses = marked("x = «make()\n")
    gone = uses[0]._replace(line=9)
    assert locate(plain, Identifiers(plain, parse(plain)), [gone]) == []


def test_a_name_in_a_string_annotation_is_its_own_head() -> None:
    assert located("x: '«annotation:make' = 1\n")[0].head == "make"


def test_what_is_around() -> None:
    text = "class C:\n    def f(self, a=«make, b: «make = 1):\n        from m import («import:make as n)\n"
    default, annotation, imported = (place.node for place in located(text))
    assert default is not None
    assert annotation is not None
    assert imported is not None
    assert in_default(default)
    # with its value, an annotated parameter holds its annotation too
    assert len(functions_around(imported)) == 1
    assert len(scopes_around(imported)) == 2
    assert import_of(default) is None
    found = import_of(imported)
    assert found is not None
    assert [node.text() for node in found] == ["from m import (make as n)", "make as n"]
