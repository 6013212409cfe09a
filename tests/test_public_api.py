"""The public names, and that every value they give is frozen and can be hashed."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

import graphkit
import graphkit.model

MODEL = [
    importlib.import_module(f"graphkit.model.{info.name}")
    for info in pkgutil.iter_modules(graphkit.model.__path__)
]
# what values have from somewhere else: no value itself
NOT_VALUES = {"Shown", "Views"}


def classes(module: ModuleType) -> list[type]:
    return [
        member
        for member in vars(module).values()
        if isinstance(member, type)
        and member.__module__ == module.__name__
        and not member.__name__.startswith("_")
    ]


TYPES = [kind for module in MODEL for kind in classes(module) if kind.__name__ not in NOT_VALUES]


def test_public_names_are_sorted_and_there() -> None:
    assert graphkit.__all__ == sorted(graphkit.__all__, key=lambda name: (not name.isupper(), name))
    assert [name for name in graphkit.__all__ if not hasattr(graphkit, name)] == []
    assert set(graphkit.__all__) <= set(dir(graphkit))


def test_each_public_name_is_known_once() -> None:
    assert set(graphkit._HOMES) | {"__version__"} == set(graphkit.__all__)


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'trcae'"):
        graphkit.trcae  # noqa: B018


def test_every_error_is_public() -> None:
    errors = importlib.import_module("graphkit.errors")
    assert {kind.__name__ for kind in classes(errors)} <= set(graphkit.__all__)


def test_errors_survive_a_process_boundary() -> None:
    import pickle

    error = graphkit.BadTarget("a:b", "no such name", ("a:c",))
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error) == "'a:b': no such name; did you mean a:c?"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_model_types_are_frozen(kind: type) -> None:
    if dataclasses.is_dataclass(kind):
        assert kind.__dataclass_params__.frozen, f"{kind.__name__} can be changed"  # type: ignore[attr-defined]
        assert kind.__hash__ is not None
    else:
        assert issubclass(kind, tuple), f"{kind.__name__} is neither a frozen dataclass nor a NamedTuple"


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_model_types_hold_no_mutable_collections(kind: type) -> None:
    annotations = [str(annotation) for annotation in getattr(kind, "__annotations__", {}).values()]
    loose = [text for text in annotations if text.startswith(("list", "dict", "set["))]
    assert loose == []


def test_importing_graphkit_imports_nothing_else() -> None:
    program = "import sys, graphkit; print(sorted(m for m in sys.modules if m.startswith('graphkit.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    # where results are shown is said at once; what shows them is imported when the first is shown
    assert done.stdout.strip() == "['graphkit.model', 'graphkit.model.shown']"
