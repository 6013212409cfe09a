"""A table of the configuration file: values of the wanted type, or an error with the path of the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from graphkit.errors import BadConfig

T = TypeVar("T")


class Table:
    """A table of the file; what is wrong with a value is said with the path of its key."""

    def __init__(self, path: str, key: str, values: Mapping[str, object]) -> None:
        self._path = path
        self._key = key
        self._values = values

    def allow(self, *known: str) -> None:
        """Refuse keys other than the `known`, naming the nearest one."""
        for key in self._values:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
                raise BadConfig(self._path, f"unknown key {self._full(key)!r}", hint)

    def text(self, key: str, *, required: bool = False) -> str:
        """The string at `key`, "" when there is none."""
        value = self._values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, "a string", value)
        if required and not value:
            hint = "add it, as 'pkg.mod:name'" if key == "target" else "add it"
            raise BadConfig(self._path, f"{self._full(key)!r} is missing", hint)
        return value

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """The list of strings at `key`."""
        value = self._values.get(key, default)
        if not isinstance(value, list | tuple):
            raise self.wrong(key, "a list of strings", value)
        for place, item in enumerate(value):
            if not isinstance(item, str):
                raise self.wrong(f"{key}[{place}]", "a string", item)
        return tuple(value)

    def named_texts(self, key: str) -> list[tuple[str, str]]:
        """The strings at `key` with their names: a table has them, in a list each has the name ""."""
        value = self._values.get(key, [])
        if not isinstance(value, dict):
            return [("", item) for item in self.texts(key)]
        for name, item in value.items():
            if not isinstance(item, str):
                raise self.wrong(f"{key}.{name}", "a string", item)
        return list(value.items())

    def tables(self, key: str, read: Callable[[str, Table], T]) -> dict[str, T]:
        """What `read` makes of each table in the table at `key`, by name."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, "a table of tables", value)
        found: dict[str, T] = {}
        for name, item in sorted(value.items()):
            full = f"{key}.{name}"
            if not isinstance(item, dict):
                raise self.wrong(full, "a table", item)
            found[name] = read(name, Table(self._path, self._full(full), item))
        return found

    def rows(self, key: str, read: Callable[[Table], T]) -> list[T]:
        """What `read` makes of each table in the list at `key`."""
        value = self._values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list of tables", value)
        found = []
        for place, item in enumerate(value):
            full = f"{key}[{place}]"
            if not isinstance(item, dict):
                raise self.wrong(full, "a table", item)
            found.append(read(Table(self._path, self._full(full), item)))
        return found

    def wrong(self, key: str, wanted: str, value: object) -> BadConfig:
        """Return the error that the value at `key` is of another type."""
        return self.error(key, f"must be {wanted}, not {_kind(value)}")

    def error(self, key: str, found: str, hint: str = "") -> BadConfig:
        """Return the error that something is the matter with the value at `key`."""
        return BadConfig(self._path, f"{self._full(key)!r} {found}", hint)

    def _full(self, key: str) -> str:
        return f"{self._key}.{key}" if self._key else key


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return "a table" if isinstance(value, dict) else names.get(type(value), f"a {type(value).__name__}")
