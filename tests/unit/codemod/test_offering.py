from __future__ import annotations

from graphkit.codemod.offering import Offer, remove_definition, remove_offers
from graphkit.model.edits import BY_HAND, MECHANICAL


def test_a_facade_loses_its_bindings_and_their_exports() -> None:
    text = (
        '__all__ = [\n    "a",\n    "x",\n    "y",\n]\n'
        "from m import (\n    a,\n    x,\n)\ny = x\nfrom n import x as z\n"
    )
    offers = [Offer("x", 8, "import"), Offer("y", 10, "assignment"), Offer("z", 11, "import")]
    done = remove_offers("f.py", text, offers)
    assert done.text == '__all__ = [\n    "a",\n]\nfrom m import (\n    a,\n)\n'
    assert [(edit.line, edit.before) for edit in done.edits] == [
        (3, '"x",'),
        (4, '"y",'),
        (8, "from m import x"),
        (10, "y = x"),
        (11, "from n import x as z"),
    ]
    assert {edit.how for edit in done.edits} == {MECHANICAL}
    assert remove_offers("f.py", done.text, []).text == done.text


def test_another_binding_of_the_name_and_its_export_stay() -> None:
    text = '__all__ = ["x"]\nfrom m import x\nold = x\nx = 1\n'
    done = remove_offers("f.py", text, [Offer("x", 2, "import"), Offer("old", 3, "assignment")])
    assert done.text == '__all__ = ["x"]\nx = 1\n'


def test_stars_tables_and_code_that_gives_names() -> None:
    text = (
        'from m import *\n__all__ = ["x"]\nT = {"y": "m"}\ndef __getattr__(name):\n    if name == "z": ...\n'
    )
    offers = [Offer("x", 1, "star_import"), Offer("y", 3, "lazy"), Offer("z", 5, "lazy")]
    done = remove_offers("f.py", text, offers)
    assert done.text == text.replace('["x"]', "[]").replace('{"y": "m"}', "{}")
    assert [(edit.line, edit.how) for edit in done.edits] == [
        (1, MECHANICAL),
        (2, MECHANICAL),
        (3, MECHANICAL),
        (5, BY_HAND),
    ]
    assert done.edits[0].before == done.edits[0].after


def test_a_definition_goes_with_its_export() -> None:
    text = '__all__ = ["make", "other"]\n\n\ndef make():\n    return 1\n\n\ndef other(): ...\n'
    done = remove_definition("a.py", text, ["make"])
    assert done.text == '__all__ = ["other"]\n\n\ndef other(): ...\n'
    assert [(edit.line, edit.how) for edit in done.edits] == [(1, MECHANICAL), (4, MECHANICAL)]
    stuck = remove_definition("a.py", "make, b = f()\n", ["make"])
    assert [(edit.line, edit.how, edit.why) for edit in stuck.edits] == [
        (1, BY_HAND, "it is unpacked together with other names")
    ]
