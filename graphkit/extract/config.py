"""The configuration: `[tool.graphkit]` in pyproject.toml, or graphkit.toml."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from graphkit.errors import BadConfig
from graphkit.model.config import DEFAULT_TESTS, Config, Deprecation, GoldenPath

OWN_FILE = "graphkit.toml"
_SHARED_FILE = "pyproject.toml"
_REPOSITORY = (".git", ".hg", ".svn")
T = TypeVar("T")


def load_config(path: str | None, start: str) -> Config:
    """Read the configuration file `path`, or the nearest one at or above the directory `start`.

    The search ends at the first directory that configures graphkit or that is a repository's top; finding
    none gives the defaults. Roots in the file are relative to its directory.

    Raises BadConfig: no such file, not TOML, an unknown key, a value of the wrong type.
    """
    if path is not None:
        if not os.path.isfile(path):
            raise BadConfig(path, "no such file", "give --config a TOML file")
        table = _table(path)
        if table is None:
            raise BadConfig(path, "it has no [tool.graphkit]", f"add the table, or use {OWN_FILE}")
        return _config(path, table)
    directory = os.path.abspath(start)
    while True:
        for name in (OWN_FILE, _SHARED_FILE):
            candidate = os.path.join(directory, name)
            if os.path.isfile(candidate) and (table := _table(candidate)) is not None:
                return _config(candidate, table)
        above = os.path.dirname(directory)
        if above == directory or any(os.path.exists(os.path.join(directory, top)) for top in _REPOSITORY):
            return Config()
        directory = above


def _table(path: str) -> Mapping[str, object] | None:
    """The part of the file that configures graphkit, None when it has none."""
    try:
        with open(path, "rb") as handle:
            raw = handle.read()
    except OSError as error:
        raise BadConfig(path, f"cannot be read: {error.strerror}", "check its permissions") from error
    own = os.path.basename(path) != _SHARED_FILE
    if not own and b"graphkit" not in raw:
        return None
    import tomllib

    try:
        data = tomllib.loads(raw.decode("utf-8"))
    except ValueError as error:
        raise BadConfig(path, f"not valid TOML: {error}", "correct the line named") from error
    tool = data.get("tool")
    if own and not isinstance(tool, dict):
        return data
    table = tool.get("graphkit") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise BadConfig(path, "'tool.graphkit' must be a table")
    return table


def _config(path: str, table: Mapping[str, object]) -> Config:
    reader = _Table(path, "" if os.path.basename(path) != _SHARED_FILE else "tool.graphkit", table)
    reader.allow("deprecations", "exclude", "roots", "tests")
    directory = os.path.dirname(os.path.abspath(path))
    return Config(
        path=path,
        roots=tuple(os.path.abspath(os.path.join(directory, root)) for root in reader.texts("roots")),
        exclude=reader.texts("exclude"),
        tests=reader.texts("tests", DEFAULT_TESTS),
        deprecations=MappingProxyType(reader.tables("deprecations", _deprecation)),
    )


def _deprecation(name: str, table: _Table) -> Deprecation:
    table.allow("facades", "golden_paths", "replacement", "target")
    return Deprecation(
        name=name,
        target=table.text("target", required=True),
        facades=table.texts("facades"),
        replacement=table.text("replacement"),
        golden_paths=tuple(table.tables("golden_paths", _golden_path).values()),
    )


def _golden_path(name: str, table: _Table) -> GoldenPath:
    table.allow("entry_points", "tests")
    return GoldenPath(name, table.texts("entry_points"), table.texts("tests"))


class _Table:
    """A table of the file; what is wrong with a value is said with the path of its key."""

    def __init__(self, path: str, key: str, values: Mapping[str, object]) -> None:
        self._path = path
        self._key = key
        self._values = values

    def allow(self, *known: str) -> None:
        for key in self._values:
            if key not in known:
                import difflib

                near = difflib.get_close_matches(key, known, 1, 0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known keys: {', '.join(known)}"
                raise BadConfig(self._path, f"unknown key {self._full(key)!r}", hint)

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._values.get(key, "")
        if not isinstance(value, str):
            raise self._wrong(key, "a string", value)
        if required and not value:
            raise BadConfig(self._path, f"{self._full(key)!r} is missing", "add it, as 'pkg.mod:name'")
        return value

    def texts(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        value = self._values.get(key, default)
        if not isinstance(value, list | tuple):
            raise self._wrong(key, "a list of strings", value)
        for place, item in enumerate(value):
            if not isinstance(item, str):
                raise self._wrong(f"{key}[{place}]", "a string", item)
        return tuple(value)

    def tables(self, key: str, read: Callable[[str, _Table], T]) -> dict[str, T]:
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self._wrong(key, "a table of tables", value)
        found: dict[str, T] = {}
        for name, item in sorted(value.items()):
            full = f"{key}.{name}"
            if not isinstance(item, dict):
                raise self._wrong(full, "a table", item)
            found[name] = read(name, _Table(self._path, self._full(full), item))
        return found

    def _full(self, key: str) -> str:
        return f"{self._key}.{key}" if self._key else key

    def _wrong(self, key: str, wanted: str, value: object) -> BadConfig:
        return BadConfig(self._path, f"{self._full(key)!r} must be {wanted}, not {_kind(value)}")


def _kind(value: object) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", str: "a string", list: "a list"}
    return "a table" if isinstance(value, dict) else names.get(type(value), f"a {type(value).__name__}")
