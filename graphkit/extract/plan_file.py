"""Files that people write about a migration: an order of steps, a plan document that they ticked."""

from __future__ import annotations

import os

from graphkit.errors import BadOrder, BrokenPlan
from graphkit.extract.toml_files import parse_toml
from graphkit.model.plan import OrderStep

_STEP_KEYS = ("migrate", "remove", "title")


def read_order(path: str) -> tuple[OrderStep, ...]:
    """Read an order of steps from a TOML file.

        [[steps]]
        title = "Remove the export"            # may be left out
        remove = "pkg.facade:name"             # a binding or a module, or a list of them
        [[steps]]
        migrate = ["pkg.consumer", "tests/test_consumer.py"]   # modules or files

    A step that has both does them at once. Raises BadOrder: no such file, not TOML, an unknown key, a step
    without anything to do, a value of the wrong type.
    """
    try:
        with open(path, "rb") as handle:
            raw = handle.read()
    except OSError as error:
        raise BadOrder(path, f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    data = parse_toml(path, raw, BadOrder)
    _allow(path, "the file", data, ("steps",))
    steps = data.get("steps")
    if not isinstance(steps, list) or not steps:
        raise BadOrder(path, "it has no steps", "write each as [[steps]] with remove or migrate")
    return tuple(_step(path, number, step) for number, step in enumerate(steps, 1))


def _step(path: str, number: int, step: object) -> OrderStep:
    where = f"step {number}"
    if not isinstance(step, dict):
        raise BadOrder(path, f"{where} is no table", "write each step as [[steps]]")
    _allow(path, where, step, _STEP_KEYS)
    title = step.get("title", "")
    if not isinstance(title, str):
        raise BadOrder(path, f"{where}: 'title' must be a string")
    remove, migrate = (_names(path, where, step, key) for key in ("remove", "migrate"))
    if not remove and not migrate:
        raise BadOrder(path, f"{where} does nothing", "give it remove or migrate")
    return OrderStep(title, remove, migrate)


def _names(path: str, where: str, step: dict[str, object], key: str) -> tuple[str, ...]:
    value = step.get(key, [])
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise BadOrder(path, f"{where}: {key!r} must be a string or a list of strings")
    return tuple(str(name).strip() for name in names)


def _allow(path: str, where: str, table: dict[str, object], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            from difflib import get_close_matches

            near = get_close_matches(key, known, 1, 0.5)
            hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
            raise BadOrder(path, f"unknown key {key!r} in {where}", hint)


def read_document(path: str) -> str | None:
    """Return a plan document that was written before, None when there is no such file or nothing in it.

    Bytes that are no UTF-8 come back unchanged when the text is written again. Raises BrokenPlan for a file
    that cannot be read.
    """
    if not os.path.isfile(path):
        return None
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="") as handle:
            text = handle.read()
    except OSError as error:
        found = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise BrokenPlan(path, 0, found) from error
    return text if text.strip() else None
