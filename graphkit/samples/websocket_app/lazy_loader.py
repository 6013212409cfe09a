"""Load the attributes of a package on first access; a small stand-in for the library of this name."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def attach(
    package_name: str,
    submodules: Iterable[str] | None = None,
    submod_attrs: Mapping[str, list[str]] | None = None,
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return `__getattr__`, `__dir__` and `__all__` for the package of that name."""
    modules = set(submodules or ())
    owner = {attr: module for module, attrs in (submod_attrs or {}).items() for attr in attrs}
    exported = sorted(modules | owner.keys())

    def __getattr__(name: str) -> Any:
        if name in modules:
            return importlib.import_module(f"{package_name}.{name}")
        if name in owner:
            value = getattr(importlib.import_module(f"{package_name}.{owner[name]}"), name)
            vars(sys.modules[package_name])[name] = value
            return value
        raise AttributeError(f"module {package_name!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return list(exported)

    return __getattr__, __dir__, list(exported)
