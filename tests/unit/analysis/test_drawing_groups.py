from __future__ import annotations

from graphkit.analysis.drawing_groups import Group, alike, alone, by_package, groups_told, node_keys, node_of

MODULES = ["p.a", "p.b", "p.c", "q.a"]
STATES = dict.fromkeys(MODULES, "production consumer")


def test_three_alike_of_a_package_are_one_group_and_two_are_not() -> None:
    assert alike(MODULES, STATES, lambda module: 1) == [
        Group(("p.a", "p.b", "p.c"), "production consumer", "p"),
        Group(("q.a",), "production consumer", "q"),
    ]
    assert alike(MODULES, STATES, lambda module: module == "p.a") == alone(MODULES, STATES)


def test_states_are_never_mixed() -> None:
    states = {**STATES, "p.b": "test consumer"}
    assert len(alike(MODULES, states, lambda module: 1)) == 4
    assert {group.state for group in by_package(MODULES, states, 1)} == set(states.values())


def test_nodes_have_unique_keys_and_say_how_many_they_are() -> None:
    nodes = [node_of(group, ("x",)) for group in by_package(MODULES, STATES, 2)]
    assert [(node.title, node.details) for node in nodes] == [("p.*", ("3 modules", "x")), ("a", ("x",))]
    assert node_keys(nodes) == {"p.a": "p.a …", "p.b": "p.a …", "p.c": "p.a …", "q.a": "q.a"}
    assert groups_told(nodes) == ("Groups: p.* (3)",)
    assert groups_told(nodes[1:]) == ()


def test_modules_without_a_package_are_named_as_such() -> None:
    assert node_of(Group(("a", "b"), "script or notebook", ""), ()).title == "top-level modules"
