"""Which module an import names."""

from __future__ import annotations

from graphkit.model.tree import SourceFile, SourceTree


def absolute(tree: SourceTree, importer: SourceFile, raw: str) -> str | None:
    """The module of the tree that `raw`, written in `importer`, names.

    Relative imports count from the importer's package. A bare name that is no top-level module is
    looked for beside the importer when that stands in no package, as scripts and pytest do.
    The result may name a module that is not there: `pkg.gone` for a missing child of `pkg`.
    None when the name leaves the tree.
    """
    if raw.startswith("."):
        return _relative(importer, raw)
    head = raw.partition(".")[0]
    if tree.is_module(raw):
        return raw
    if importer.siblings:
        beside = f"{importer.siblings}.{raw}"
        if tree.is_module(beside) or beside in tree.modules:
            return beside
        if f"{importer.siblings}.{head}" in tree.modules and head not in tree.top_level:
            return beside
    return raw if head in tree.top_level else None


def _relative(importer: SourceFile, raw: str) -> str | None:
    dots = len(raw) - len(raw.lstrip("."))
    package = importer.module.split(".")
    up = dots - 1 if importer.is_package else dots
    if up >= len(package):
        return None
    head = package[: len(package) - up]
    tail = raw[dots:]
    return ".".join([*head, tail] if tail else head) or None
