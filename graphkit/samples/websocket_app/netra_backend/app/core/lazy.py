"""A package that imports its submodules when somebody asks for what they hold."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any


class _LazyModule(ModuleType):
    """Stands in for a package; knows which submodule holds which name."""

    def __init__(
        self, name: str, file: str, import_structure: Mapping[str, list[str]], module_spec: ModuleSpec | None = None
    ) -> None:
        super().__init__(name)
        self.__file__ = file
        self.__spec__ = module_spec
        self.__path__ = list(module_spec.submodule_search_locations or []) if module_spec else []
        self._holder = {attr: module for module, attrs in import_structure.items() for attr in attrs}
        self.__all__ = sorted(self._holder)

    def __getattr__(self, name: str) -> Any:
        holder = self.__dict__.get("_holder", {})
        if name not in holder:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(f"{self.__name__}.{holder[name]}"), name)
        setattr(self, name, value)
        return value
