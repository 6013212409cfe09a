"""Modules made up from what is known of them: the names under which they hold the target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.extract.module_facts import module_facts, parse
from graphkit.model.facts import ModuleFacts
from graphkit.model.scan import Held
from graphkit.model.tree import SourceFile, SourceTree


def stub_modules(held: Iterable[Held]) -> tuple[SourceTree, Mapping[str, ModuleFacts]]:
    """Return a tree in which every module of `held` binds those names, and what its files say.

    A name whose origin is itself is defined there, any other is imported from where it is defined.
    Packages above are empty. Of the rest of those modules nothing is known.
    """
    lines: dict[str, list[str]] = {}
    for row in sorted(held):
        for end in range(1, row.module.count(".") + 1):
            lines.setdefault(".".join(row.module.split(".")[:end]), [])
        if row.name:
            lines.setdefault(row.module, []).append(_line(row))
        else:
            lines.setdefault(row.module, [])
    packages = {module.rpartition(".")[0] for module in lines}
    files = tuple(
        SourceFile(f"{module.replace('.', '/')}.py", module, is_package=module in packages)
        for module in sorted(lines)
    )
    facts = {module: module_facts(parse("".join(text).encode())) for module, text in lines.items()}
    return SourceTree("", (), files, frozenset()), facts


def _line(row: Held) -> str:
    if (row.module, row.name) == row.origin:
        return f"class {row.name}: ...\n"
    if not row.origin.name:
        return f"import {row.origin.module} as {row.name}\n"
    if row.origin.module == row.module:
        return f"{row.name} = {row.origin.name}\n"
    return f"from {row.origin.module} import {row.origin.name} as {row.name}\n"
