"""The configuration: `[tool.graphkit]` in pyproject.toml, or graphkit.toml."""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType

from graphkit.errors import BadConfig
from graphkit.extract.config_detectors import read_detector
from graphkit.extract.config_tables import Table
from graphkit.extract.toml_files import parse_toml
from graphkit.model.config import DEFAULT_TESTS, Config, Deprecation, GoldenPath
from graphkit.model.edits import Rewrite

OWN_FILE = "graphkit.toml"
_SHARED_FILE = "pyproject.toml"
_REPOSITORY = (".git", ".hg", ".svn")


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
    data = parse_toml(path, raw, BadConfig)
    tool = data.get("tool")
    if own and not isinstance(tool, dict):
        return data
    table = tool.get("graphkit") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise BadConfig(path, "'tool.graphkit' must be a table")
    return table


def _config(path: str, table: Mapping[str, object]) -> Config:
    reader = Table(path, "" if os.path.basename(path) != _SHARED_FILE else "tool.graphkit", table)
    reader.allow("deprecations", "detectors", "exclude", "roots", "tests")
    directory = os.path.dirname(os.path.abspath(path))
    return Config(
        path=path,
        roots=tuple(os.path.abspath(os.path.join(directory, root)) for root in reader.texts("roots")),
        exclude=reader.texts("exclude"),
        tests=reader.texts("tests", DEFAULT_TESTS),
        deprecations=MappingProxyType(reader.tables("deprecations", _deprecation)),
        detectors=tuple(reader.tables("detectors", read_detector).values()),
    )


def _deprecation(name: str, table: Table) -> Deprecation:
    table.allow("also", "facades", "golden_paths", "replacement", "rewrites", "signed_off", "target")
    return Deprecation(
        name=name,
        target=table.text("target", required=True),
        facades=table.texts("facades"),
        replacement=table.text("replacement"),
        golden_paths=tuple(table.tables("golden_paths", _golden_path).values()),
        also=table.texts("also"),
        rewrites=tuple(table.rows("rewrites", _rewrite)),
        signed_off=table.texts("signed_off"),
    )


def _rewrite(table: Table) -> Rewrite:
    table.allow("find", "replace")
    return Rewrite(table.text("find", required=True), table.text("replace", required=True))


def _golden_path(name: str, table: Table) -> GoldenPath:
    table.allow("entry_points", "tests")
    return GoldenPath(name, table.texts("entry_points"), table.texts("tests"))
