"""The parser: source text to facts about one file; the only place that knows tree-sitter."""

from graphkit.extract.module_facts.namespace import module_facts
from graphkit.extract.module_facts.occurrences import occurrences
from graphkit.extract.module_facts.parsing import Parsed, parse, syntax_errors

__all__ = ["Parsed", "module_facts", "occurrences", "parse", "syntax_errors"]
