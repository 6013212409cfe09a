from __future__ import annotations

import pytest

from graphkit.errors import BadUsage
from graphkit.model.drawing import Diagram, Node
from graphkit.report.links import check_template, linked, needs_revision

ONE = Node("a", "a", (), "module", "", ("a",))
TWO = Node("b.*", "b", (), "package", "", ("b.x", "b.y"))
PLACES = {"a": ('dir/ü "x".py', 7), "b.x": ("b/x.py", 1)}


def test_a_node_of_one_module_gets_its_link_and_a_group_none() -> None:
    template = "https://x/blob/{revision}/{file}#L{line}"
    nodes = linked(Diagram("t", "t", (ONE, TWO), (), ()), template, PLACES, "v1", "sub/").nodes
    assert [node.url for node in nodes] == ["https://x/blob/v1/sub/dir/%C3%BC%20%22x%22.py#L7", ""]


def test_a_module_that_is_nowhere_gets_none() -> None:
    (node,) = linked(Diagram("t", "t", (ONE,), (), ()), "{module}", {}).nodes
    assert node.url == ""


def test_templates_are_checked() -> None:
    check_template("https://x/{file}?l={line}&m={module}")
    with pytest.raises(BadUsage, match=r"unknown field \{path\}"):
        check_template("https://x/{path}")
    for bad in ("javascript:alert({line})", " JavaScript:x", "data:text/html,{file}"):
        with pytest.raises(BadUsage, match="cannot begin with"):
            check_template(bad)
    assert [needs_revision(text) for text in ("{file}", "{revision}/{file}")] == [False, True]
