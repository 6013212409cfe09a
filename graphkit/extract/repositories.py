"""The list of repositories to scan: a TOML file, or a directory of wheels, archives and checkouts."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from graphkit.errors import BadConfig
from graphkit.extract.archives import SUFFIXES, is_archive
from graphkit.extract.config_tables import Table
from graphkit.extract.repository_files import code_owner
from graphkit.extract.toml_files import parse_toml
from graphkit.model.config import DEFAULT_TESTS
from graphkit.model.scan import Repository

_KEYS = ("exclude", "owner", "roots", "tests")
_EXAMPLE = 'add [[repositories]] with path = "…", or directory = "wheels/"'


class _Defaults(NamedTuple):
    owner: str = ""
    roots: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] = DEFAULT_TESTS


def load_repositories(path: str) -> tuple[Repository, ...]:
    """Read the list at `path`, sorted by name; a directory stands for everything in it.

    Paths in the file are relative to its directory. An owner is who the file names, else who CODEOWNERS
    does, else the default. What else a repository's path leads to is looked at when it is read, not here.

    Raises BadConfig: no such file, not TOML, unknown keys, two repositories of one name, an empty list.
    """
    found = _in_directory(path, path, _Defaults()) if os.path.isdir(path) else _in_file(path)
    if not found:
        raise BadConfig(path, "it lists no repository", _EXAMPLE)
    seen: dict[str, Repository] = {}
    for repository in found:
        other = seen.setdefault(repository.name, repository)
        if other is not repository:
            both = f"{other.path} and {repository.path}"
            twice = f"two repositories are named {repository.name!r}: {both}"
            raise BadConfig(path, twice, "give each a name")
    return tuple(sorted(found))


def _in_file(path: str) -> list[Repository]:
    try:
        with open(path, "rb") as handle:
            raw = handle.read()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadConfig(path, f"cannot be read: {reason}", "give a TOML file or a directory") from error
    data = parse_toml(path, raw, BadConfig)
    table = Table(path, "", data)
    table.allow("defaults", "directory", "directories", "repositories")
    home = os.path.dirname(os.path.abspath(path))
    defaults = _defaults(path, table, data.get("defaults", {}))
    found = table.rows("repositories", lambda row: _repository(row, home, defaults))
    directories = [*filter(None, [table.text("directory")]), *table.texts("directories")]
    for directory in directories:
        found += _in_directory(path, os.path.join(home, directory), defaults)
    return found


def _defaults(path: str, whole: Table, values: object) -> _Defaults:
    if not isinstance(values, dict):
        raise whole.wrong("defaults", "a table", values)
    table = Table(path, "defaults", values)
    table.allow(*_KEYS)
    return _Defaults(
        table.text("owner"),
        table.texts("roots"),
        table.texts("exclude"),
        table.texts("tests", DEFAULT_TESTS),
    )


def _repository(row: Table, home: str, defaults: _Defaults) -> Repository:
    row.allow("name", "path", *_KEYS)
    given = row.text("path", required=True)
    path = os.path.abspath(os.path.join(home, given))
    return Repository(
        row.text("name") or _name(given),
        path,
        row.texts("roots", defaults.roots),
        row.text("owner") or code_owner(path) or defaults.owner,
        (*defaults.exclude, *row.texts("exclude")),
        row.texts("tests", defaults.tests),
    )


def _in_directory(source: str, directory: str, defaults: _Defaults) -> list[Repository]:
    """Every wheel, archive and directory in `directory`; of others nothing is said."""
    try:
        names = sorted(os.listdir(directory))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadConfig(source, f"the directory {directory!r} cannot be listed: {reason}") from error
    odd = [name for name in names if not _is_text(name)]
    if odd:
        raise BadConfig(source, f"{directory!r} holds a name that is no UTF-8: {odd[0]!a}", "rename it")
    paths = [
        os.path.abspath(os.path.join(directory, name))
        for name in names
        if name[0] != "." and (is_archive(name) or os.path.isdir(os.path.join(directory, name)))
    ]
    called = dict(zip(paths, _names(paths), strict=True))
    return [
        Repository(
            called[path],
            path,
            defaults.roots,
            code_owner(path) or defaults.owner,
            defaults.exclude,
            defaults.tests,
        )
        for path in paths
    ]


def _names(paths: Iterable[str]) -> list[str]:
    """Name each by its distribution; where several would have one name, by its file."""
    short = [_name(path) for path in paths]
    return [
        name if short.count(name) == 1 else os.path.basename(path)
        for path, name in zip(paths, short, strict=True)
    ]


def _is_text(name: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _name(path: str) -> str:
    """`click` for `click-8.1-py3-none-any.whl` and `click-8.1.tar.gz`; the last part of other paths."""
    name = os.path.basename(os.path.normpath(path))
    if not is_archive(name):
        return name
    if name.lower().endswith((".whl", ".egg")):
        return name.partition("-")[0]
    stem = next(name[: -len(end)] for end in SUFFIXES if name.lower().endswith(end))
    head, dash, version = stem.rpartition("-")
    return head if dash and version[:1].isdigit() else stem
