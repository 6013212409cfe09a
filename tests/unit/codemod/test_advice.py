from __future__ import annotations

import pytest

from graphkit.codemod.advice import advise
from graphkit.codemod.places import Identifiers, locate
from graphkit.codemod.statements import parse
from graphkit.model.edits import BY_HAND, REVIEW
from tests.unit.codemod.files import marked


@pytest.mark.parametrize(
    ("text", "how", "why"),
    [
        ("«make()\n", REVIEW, "no configured rewrite fits: check that New takes these arguments"),
        ("def f(x=«make()): ...\n", BY_HAND, "a default is made once, when the function is defined"),
        ("def f(x=lambda: «make()): ...\n", REVIEW, "no configured rewrite fits"),
        ("'«reference:make'\n", BY_HAND, "the name stands in a string"),
        ("'«patch_string:make'\n", BY_HAND, "patch New where it is used"),
        ("from a import «import:make\n", REVIEW, "stays until nothing here uses it"),
        ("«reference?:make\n", BY_HAND, "possible use: a reason"),
    ],
)
def test_what_a_person_is_told(text: str, how: str, why: str) -> None:
    plain, uses = marked(text)
    place = locate(plain, Identifiers(plain, parse(plain)), uses)[0]
    found = advise(place, "New")
    assert found[0] == how
    assert found[1].startswith(why)
    # without a replacement nothing can be suggested
    assert advise(place, "")[0] == BY_HAND
