"""The parser: source text to facts about one file; the only place that knows tree-sitter."""

from graphkit.extract.module_facts.namespace import module_facts
from graphkit.extract.module_facts.occurrences import occurrences
from graphkit.extract.module_facts.parsing import Parsed, parse, syntax_errors
from graphkit.extract.module_facts.pytest_parts import collects, pytest_parts

__all__ = [
    "Parsed",
    "collects",
    "module_facts",
    "occurrences",
    "parse",
    "pytest_parts",
    "syntax_errors",
]
