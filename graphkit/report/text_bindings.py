"""Bindings as text: one line for each name a module holds and did not define."""

from __future__ import annotations

from graphkit.model.uses import Bindings
from graphkit.report.text_layout import Look, closing, count, visible


def bindings_text(bindings: Bindings, look: Look) -> str:
    """Word bindings as `module: name <- origin`, sorted, and a count."""
    lines = []
    total = 0
    for module, names in bindings.modules:
        label = look.style("name", visible(module))
        total += len(names)
        lines += [f"{label}: {visible(name)} <- {visible(', '.join(origins))}" for name, origins in names]
    lines += ["", f"{count(total, 'binding')} in {count(len(bindings.modules), 'module')}"]
    return "\n".join([*lines, *closing(bindings.problems, bindings.files, look)]) + "\n"
