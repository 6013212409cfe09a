"""Names in an order are modules, files or symbols of the tree."""

from __future__ import annotations

import pytest

from graphkit.analysis.order_steps import named_steps
from graphkit.errors import BadOrder
from graphkit.model.plan import OrderStep
from tests.unit.analysis.code import tree_of

TREE = tree_of(["app/__init__.py", "app/one.py", "app/facade.py", "tests/test_one.py"])


def test_files_modules_and_symbols() -> None:
    step = OrderStep(
        "now",
        ("app.facade:make", "app.facade.make", "app/facade.py:make"),
        ("app/one.py", "./tests/test_one.py", "app"),
    )
    made = OrderStep("now", ("app.facade:make",) * 3, ("app.one", "tests.test_one", "app"))
    assert named_steps([step], TREE, "order.toml") == (made,)


def test_a_whole_module_goes_by_its_name() -> None:
    assert named_steps([OrderStep("", ("app.facade",))], TREE, "o")[0].remove == ("app.facade",)


@pytest.mark.parametrize(
    ("step", "found"),
    [
        (OrderStep("", (), ("app.on",)), "'app.on' (step 1); did you mean app.one?"),
        (OrderStep("", (), ("app/on.py",)), "'app/on.py' (step 1); did you mean app/one.py?"),
        (OrderStep("", ("app.fasade:make", "x.y:z")), "'app.fasade:make' (step 1), 'x.y:z' (step 1)"),
        (OrderStep("", ("qqq",)), "'qqq' (step 1); name modules"),
    ],
)
def test_what_is_not_there_is_named(step: OrderStep, found: str) -> None:
    with pytest.raises(BadOrder) as caught:
        named_steps([step], TREE, "order.toml")
    assert f"order.toml: not in the tree: {found}" in str(caught.value)
