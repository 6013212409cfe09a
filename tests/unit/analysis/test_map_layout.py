from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.map_layout import HEIGHT, WIDTH, map_layout
from graphkit.analysis.map_layout_rows import Rectangle, squarified
from graphkit.model.page import Box

MODULES = ("a", "b", "b.c", "b.d.e", "b.d.f", "deep.down.only.one", "deep.down.only.two")


def inside(inner: Box, outer: Box) -> bool:
    right = inner.x + inner.width <= outer.x + outer.width
    down = inner.y + inner.height <= outer.y + outer.height
    return inner.x >= outer.x and inner.y >= outer.y and right and down


def apart(one: Box, other: Box) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


def test_packages_are_boxes_around_their_modules() -> None:
    layout = map_layout(MODULES)
    names = [package.name for package in layout.packages]
    assert dict(zip(MODULES, (names[index] for index in layout.package_of), strict=True)) == {
        "a": "",
        # the package's own module lies in its box
        "b": "b",
        "b.c": "b",
        "b.d.e": "b.d",
        "b.d.f": "b.d",
        # packages that hold nothing but one package are one box with it
        "deep.down.only.one": "deep.down.only",
        "deep.down.only.two": "deep.down.only",
    }
    assert sorted(names) == ["", "b", "b.d", "deep.down.only"]
    assert {package.name: package.modules for package in layout.packages} == {
        "": 7, "b": 4, "b.d": 2, "deep.down.only": 2,
    }  # fmt: skip
    assert layout.packages[0].box == Box(0, 0, WIDTH, HEIGHT)


@given(
    st.lists(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=5).map(".".join), max_size=60, unique=True
    )
)
def test_boxes_lie_in_their_packages_and_never_overlap(names: list[str]) -> None:
    modules = sorted(names)
    layout = map_layout(modules)
    for index, package in enumerate(layout.packages):
        assert package.parent < index
        outer = layout.packages[package.parent].box if package.parent >= 0 else package.box
        assert inside(package.box, outer)
        below = Box(
            package.box.x,
            package.box.y + package.strip,
            package.box.width,
            package.box.height - package.strip,
        )
        siblings = [
            box for box, holder in zip(layout.boxes, layout.package_of, strict=True) if holder == index
        ]
        siblings += [inner.box for inner in layout.packages if inner.parent == index]
        assert all(inside(box, below) for box in siblings)
        assert all(apart(one, other) for one, other in combinations(siblings, 2))
    assert all(box.width > 0 and box.height > 0 for box in layout.boxes)


def test_the_layout_is_that_of_the_names_alone() -> None:
    modules = sorted({f"p{random.Random(i).randrange(9)}.m{i}" for i in range(300)})
    assert map_layout(modules) == map_layout(list(modules))


def test_modules_get_about_the_same_room() -> None:
    layout = map_layout(sorted(f"p{i % 5}.q{i % 17}.m{i}" for i in range(1700)))
    areas = sorted(box.width * box.height for box in layout.boxes)
    assert areas[-1] < 3 * areas[0]


def test_no_modules_at_all() -> None:
    layout = map_layout(())
    assert [package.name for package in layout.packages] == [""]
    assert layout.boxes == ()


@pytest.mark.parametrize("areas", [[1.0], [6, 6, 4, 3, 2, 2, 1], [1.0] * 50, [100, 1, 1]])
def test_rows_fill_the_rectangle_in_proportion(areas: list[float]) -> None:
    places = squarified(areas, Rectangle(10, 20, 600, 400))
    total = sum(areas)
    assert [round(p.width * p.height) for p in places] == [round(a / total * 240_000) for a in areas]
    assert max(p.x + p.width for p in places) == pytest.approx(610)
    assert max(p.y + p.height for p in places) == pytest.approx(420)


def test_rows_of_the_paper() -> None:
    """The example of Bruls, Huizing and van Wijk: 6, 6, 4, 3, 2, 2, 1 in 6 × 4."""
    places = squarified([6, 6, 4, 3, 2, 2, 1], Rectangle(0, 0, 6, 4))
    assert places[:2] == [Rectangle(0, 0, 3, 2), Rectangle(0, 2, 3, 2)]
    assert [round(v, 3) for v in places[2]] == [3, 0, 1.714, 2.333]
    assert [round(v, 3) for v in places[3]] == [4.714, 0, 1.286, 2.333]


def test_nothing_to_place() -> None:
    assert squarified([], Rectangle(0, 0, 1, 1)) == []
