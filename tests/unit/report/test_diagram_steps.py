from __future__ import annotations

import pytest

from graphkit.model.uses import Trace
from graphkit.report.diagram_parts import parts_of, takes_of
from graphkit.report.diagram_steps import View, views
from tests.unit.report.traces import FACADE, consumer, crowd, take, trace


def all_views(found: Trace, nodes: int = 10) -> list[View]:
    return list(views(parts_of(found), takes_of(found), nodes))


@pytest.mark.parametrize("found", [crowd(60, 5, 3), crowd(7, 7), crowd(0, 1), trace([], [])])
def test_every_module_is_in_one_group_or_left_out(found: Trace) -> None:
    for view in all_views(found):
        members = [module for group in view.groups for module in group.members]
        assert sorted([*members, *view.left_out]) == sorted(parts_of(found))
        assert len({group.key for group in view.groups}) == len(view.groups)


def test_the_steps_come_in_order_each_with_its_name() -> None:
    names = [view.steps[0].partition(":")[0] if view.steps else "all" for view in all_views(crowd(60, 5, 3))]
    assert list(dict.fromkeys(names)) == ["all", "Condensed", "Packages collapsed", "Direct only"]


def test_only_the_last_view_leaves_anything_out() -> None:
    found = all_views(crowd(60, 5, 3))
    assert [bool(view.left_out) for view in found] == [False] * (len(found) - 1) + [True]
    assert len(found[-1].groups) <= 10


def test_two_alike_modules_stay_apart_when_condensed_and_three_do_not() -> None:
    for size, titles in ((2, ["module_0", "module_1"]), (3, ["app.area_0.part.*"])):
        condensed = all_views(crowd(size, 1))[1]
        assert [g.title for g in condensed.groups if g.state == "production consumer"] == titles


def test_modules_in_different_states_are_never_merged() -> None:
    modules = [f"app.m{index}" for index in range(6)]
    consumers = [consumer(module, is_test=index > 2) for index, module in enumerate(modules)]
    found = trace(consumers, [take(f"{module}:", FACADE, 1) for module in modules])
    for view in all_views(found, 4)[1:-1]:
        groups = {group.state: len(group.members) for group in view.groups if len(group.members) > 1}
        assert groups["production consumer"] == groups["test consumer"] == 3


def test_modules_without_a_package_are_named_as_such() -> None:
    found = trace([consumer(f"run_{i}") for i in range(4)], [take(f"run_{i}:", FACADE, 1) for i in range(4)])
    (group,) = [group for group in all_views(found)[1].groups if len(group.members) > 1]
    assert group.title == "top-level modules"
