from __future__ import annotations

import pytest

from graphkit.model.packages import OWN, REST, WHOLE, PackageGroup, open_packages

MODULES = ["app", "app.a.x", "app.a.y", "app.b.x", "app.b.y", "app.b.z", "app.c", "run"]


@pytest.mark.parametrize("most", range(1, 12))
@pytest.mark.parametrize("depth", [None, 1, 2, 3])
def test_every_module_is_in_one_group_and_there_are_no_more_than_asked_for(
    most: int, depth: int | None
) -> None:
    groups = open_packages(MODULES, most, depth)
    assert len(groups) <= most
    assert sorted(module for group in groups for module in group.members) == sorted(MODULES)
    assert len(set(groups)) == len(groups)


def test_with_room_everything_is_open() -> None:
    assert sorted(group.members for group in open_packages(MODULES, 8)) == [(m,) for m in sorted(MODULES)]


def test_the_largest_package_is_opened_first() -> None:
    assert open_packages(MODULES, 4) == (
        PackageGroup("", ("run",), OWN),
        PackageGroup("app", ("app", "app.c"), OWN),
        PackageGroup("app.a", ("app.a.x", "app.a.y"), WHOLE),
        PackageGroup("app.b", ("app.b.x", "app.b.y", "app.b.z"), WHOLE),
    )


def test_nothing_is_opened_below_the_depth() -> None:
    assert [(g.package, g.kind, len(g.members)) for g in open_packages(MODULES, 20, 1)] == [
        ("", OWN, 1),
        ("app", WHOLE, 7),
    ]


def test_without_room_for_all_parts_the_smaller_ones_stay_together() -> None:
    modules = [f"big{i}.m{j}" for i in range(2) for j in range(20)] + [
        f"small{i}.m{j}" for i in range(9) for j in (0, 1)
    ]
    groups = open_packages(modules, 6)
    assert [(g.package, len(g.members)) for g in groups if g.kind == WHOLE] == [("big0", 20), ("big1", 20)]
    assert [(g.package, len(g.members)) for g in groups if g.kind == REST] == [("", 16)]


def test_parts_of_one_size_are_not_picked_by_name() -> None:
    modules = [f"app.area_{i}.m{j}" for i in range(50) for j in (0, 1)]
    (group,) = open_packages(modules, 20)
    assert (group.package, len(group.members)) == ("app", 100)


def test_nothing_gives_one_empty_group() -> None:
    assert open_packages([], 3) == (PackageGroup("", (), WHOLE),)
