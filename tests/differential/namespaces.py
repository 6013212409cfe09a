"""What CPython's namespaces hold once every module of a package is imported.

Run as a script, in a process of its own, by the interpreter that can import the package:

    python namespaces.py ROOT PACKAGE OUT.json [--skip MODULE …] [--before CODE] [--timeout SECONDS]

`OUT.json` is `{"package", "modules": {module: {"names": […], "truth": {name: "module:name"}, "lazy": {…}}},
"failed": {module: reason}, "ambiguous": ["module:name", …], "generated": […]}`.

- `truth` has each name that holds a function or class whose top-level `def` or `class` statement stands in
  another module of the package;
- `lazy` those that `getattr` gives though the namespace does not hold them;
- `generated` those that are spelled in no file of the package (`argmap_7`, from code that made up the name);
- `ambiguous` those whose statement cannot be told.

While it runs, `OUT.json.importing` names the module being imported, so that the caller knows which one ended
the process.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib
import json
import os
import re
import signal
import sys
import tempfile
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef


class TooSlow(BaseException):
    """An import took longer than it may."""


class Statement(NamedTuple):
    """A top-level `def` or `class` and the module it stands in."""

    module: str
    node: Function | ast.ClassDef


def find_modules(root: Path, package: str = "") -> dict[str, Path]:
    """Every importable module of the package, or of the root, and its file; parents first, no `__main__`."""
    found = {}
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        if all(part.isidentifier() for part in parts) and parts[-1] != "__main__":
            module = ".".join(parts)
            if module not in found or path.name == "__init__.py":
                found[module] = path
    return dict(sorted(found.items()))


def top_level(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    """The `def` and `class` statements of a module, also those in its `if`, `try`, `with`, `for`, `match`."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef):
            yield node
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from top_level(getattr(node, name, []))
        for branch in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            yield from top_level(branch.body)


class Origins:
    """Finds the statement that a function or class object was made by."""

    def __init__(self, modules: dict[str, Path]) -> None:
        self.functions: dict[tuple[str, int, str], Statement] = {}
        self.classes: dict[str, list[Statement]] = {}
        self.packages = {module.partition(".")[0] for module in modules}
        self.module_of = {str(path): module for module, path in modules.items()}
        for module, path in modules.items():
            with contextlib.suppress(SyntaxError, ValueError):
                for node in top_level(ast.parse(path.read_bytes()).body):
                    self._add(str(path), Statement(module, node))

    def _add(self, path: str, statement: Statement) -> None:
        node = statement.node
        if isinstance(node, ast.ClassDef):
            self.classes.setdefault(node.name, []).append(statement)
            return
        # a code object's first line is the first decorator's
        for line in {node.lineno, *(decorator.lineno for decorator in node.decorator_list)}:
            self.functions[path, line, node.name] = statement

    def find(self, value: object) -> set[str]:
        """The `module:name` of the statement: none, one, or several where it cannot be told."""
        # `type()`, as proxies lie about `__class__`
        if type(value) is types.FunctionType:
            code = value.__code__
            made_by = self.functions.get((code.co_filename, code.co_firstlineno, code.co_name))
            return {f"{made_by.module}:{made_by.node.name}"} if made_by else set()
        if issubclass(type(value), type):
            return {f"{found.module}:{found.node.name}" for found in self._of_class(value)}
        return set()

    def _of_class(self, cls: Any) -> list[Statement]:
        """By the methods' code objects, then by `__module__`, then by what the body binds."""
        held = dict(type.__dict__["__dict__"].__get__(cls))
        candidates = self.classes.get(type.__dict__["__qualname__"].__get__(cls), [])
        codes = [code for member in held.values() if (code := code_of(member)) is not None]
        if by_code := [one for one in candidates if any(self._inside(code, one) for code in codes)]:
            return by_code
        if by_module := [one for one in candidates if one.module == held.get("__module__")]:
            return by_module
        # overwritten by the package itself (`Client.__module__ = "package"`), no foreign class of that name
        if str(held.get("__module__")).partition(".")[0] not in self.packages:
            return []
        return [one for one in candidates if looks_like(held, one.node)]

    def _inside(self, code: types.CodeType, statement: Statement) -> bool:
        node = statement.node
        inside = node.lineno <= code.co_firstlineno <= (node.end_lineno or 0)
        return (
            inside
            and code.co_qualname == f"{node.name}.{code.co_name}"
            and self.module_of.get(code.co_filename) == statement.module
        )


def code_of(member: object) -> types.CodeType | None:
    """The code object of a plain, static or class method, or of a property's getter."""
    # by exact type: asking a foreign object for an attribute may run its code
    if type(member) is staticmethod or type(member) is classmethod:
        member = member.__func__
    elif type(member) is property:
        member = member.fget
    return member.__code__ if type(member) is types.FunctionType else None


def looks_like(held: Any, node: ast.AST) -> bool:
    """Whether a class holds the docstring and every plain name that the statement's body binds."""
    assert isinstance(node, ast.ClassDef)
    bound = {one.name for one in node.body if isinstance(one, Function | ast.ClassDef)}
    for one in node.body:
        targets = one.targets if isinstance(one, ast.Assign) else []
        bound |= {target.id for target in targets if isinstance(target, ast.Name)}
    return held.get("__doc__") == ast.get_docstring(node, clean=False) and bound <= set(held)


def import_all(modules: dict[str, Path], timeout: float, skip: set[str], importing: Path) -> dict[str, str]:
    """Import each module; those that could not be, with the reason."""

    def stop(*_: object) -> None:
        raise TooSlow(f"not imported after {timeout:g} s")

    signal.signal(signal.SIGALRM, stop)
    failed = {}
    for module in modules:
        if module in skip:
            failed[module] = "ended the process"
            continue
        importing.write_text(module)
        # again every few seconds, as the code may swallow the first one
        signal.setitimer(signal.ITIMER_REAL, timeout, 5)
        try:
            importlib.import_module(module)
        except BaseException as error:  # noqa: BLE001 - whatever foreign code raises, also SystemExit
            failed[module] = f"{type(error).__name__}: {error}"[:200]
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    return failed


def namespace(module: str) -> dict[str, object]:
    """What the namespace holds, as a copy."""
    held = getattr(sys.modules[module], "__dict__", {})
    return {name: value for name, value in list(held.items()) if isinstance(name, str)}


def look(modules: dict[str, Path], failed: dict[str, str]) -> dict[str, Any]:
    """The truth of every module that was imported."""
    origins, found, ambiguous, generated = Origins(modules), {}, [], []
    words = {word for path in modules.values() for word in re.findall(rb"\w+", path.read_bytes())}
    held = {module: namespace(module) for module in modules if module in sys.modules and module not in failed}
    for module, names in held.items():
        truth = {name: origins.find(value) for name, value in names.items()}
        ambiguous += [f"{module}:{name}" for name, several in truth.items() if len(several) > 1]
        elsewhere_made = elsewhere(module, truth)
        spelled = {name: origin for name, origin in elsewhere_made.items() if name.encode() in words}
        generated += [f"{module}:{name}" for name in elsewhere_made.keys() - spelled.keys()]
        found[module] = {"names": sorted(names), "truth": spelled}
    # only now, as asking for a lazy name may change the namespace
    for module, names in held.items():
        lazy = {name: origins.find(value) for name, value in offered(module) if name not in names}
        found[module]["lazy"] = elsewhere(module, lazy)
    left_out = {"ambiguous": sorted(ambiguous), "generated": sorted(generated)}
    return {"modules": found, "failed": failed, **left_out}


def elsewhere(module: str, origins: dict[str, set[str]]) -> dict[str, str]:
    """Names with exactly one origin, which is in another module; sorted."""
    one = {name: next(iter(several)) for name, several in origins.items() if len(several) == 1}
    return {name: origin for name, origin in sorted(one.items()) if origin.partition(":")[0] != module}


def offered(module: str) -> Iterator[tuple[str, object]]:
    """The names that the module says it has, with what `getattr` gives."""
    with contextlib.suppress(Exception):
        names = {*dir(sys.modules[module]), *getattr(sys.modules[module], "__all__", ())}
        for name in sorted(names):
            with contextlib.suppress(Exception):
                yield name, getattr(sys.modules[module], name)


def main() -> None:
    """Import, look, write; then end at once, whatever threads the package has started."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("package")
    parser.add_argument("out", type=Path)
    parser.add_argument("--skip", action="append", default=[])
    parser.add_argument("--before", default="")
    parser.add_argument("--timeout", type=float, default=30.0)
    given = parser.parse_args()
    root, out = given.root.resolve(), given.out.resolve()
    importing = out.with_name(out.name + ".importing")
    sys.path[0] = str(root)
    sys.argv = [given.package]
    warnings.simplefilter("ignore")
    # the package may read stdin, print, or leave files where it stands
    os.chdir(tempfile.mkdtemp())
    nowhere, errors = os.open(os.devnull, os.O_RDWR), os.dup(2)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    modules = find_modules(root, given.package)
    importing.write_text("--before")
    exec(given.before, {})
    failed = import_all(modules, given.timeout, set(given.skip), importing)
    importing.unlink()
    os.dup2(errors, 2)
    out.write_text(json.dumps({"package": given.package, **look(modules, failed)}, indent=1, sort_keys=True))
    os._exit(0)


if __name__ == "__main__":
    main()
