"""Configured rewrites: where a pattern fits a use, and the code that takes its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from graphkit.codemod.spans import Change, applied
from graphkit.codemod.statements import parse, span
from graphkit.errors import BadRewrite
from graphkit.model.edits import Rewrite

if TYPE_CHECKING:
    from ast_grep_py import SgNode

# what stands for the deprecated symbol in a pattern, whatever a file calls it
_SYMBOL = "GRAPHKIT_SYMBOL"
_VARIABLE = re.compile(r"(?P<all>\$\$\$|\$)(?P<name>[A-Z_][A-Z0-9_]*)")
_ATOMIC = (
    *("identifier", "attribute", "call", "subscript", "parenthesized_expression", "generator_expression"),
    *("string", "concatenated_string", "integer", "float", "true", "false", "none", "ellipsis"),
    *("list", "tuple", "dictionary", "set"),
    *("list_comprehension", "dictionary_comprehension", "set_comprehension"),
)
# around these any expression can stand without brackets
_ENCLOSING = (
    *("expression_statement", "assignment", "augmented_assignment", "return_statement", "module", "block"),
    *("argument_list", "keyword_argument", "default_parameter", "typed_default_parameter"),
    *("parenthesized_expression", "list", "tuple", "set", "pair"),
)
_GIVEN = ("keyword_argument", "dictionary_splat", "list_splat")


class Spelled(NamedTuple):
    """The replacement's own name, and how the file at hand calls it."""

    name: str
    here: str


class Match(NamedTuple):
    """A place where a rewrite fits."""

    node: SgNode
    # the span of the symbol in it
    symbol: tuple[int, int]
    # what it becomes, "" when it cannot be written
    after: str
    # the code needs the replacement's name
    needs_name: bool
    # why it is for a person all the same
    why: str = ""


def find_matches(
    text: str,
    root: SgNode,
    rewrites: Sequence[Rewrite],
    name: str,
    uses: Collection[tuple[int, int]],
    replacement: Spelled,
    hindrance: Callable[[SgNode, tuple[int, int], bool], str],
) -> list[Match]:
    """Find where the rewrites fit the given uses (spans of the expressions that name the symbol).

    name: the symbol's own, as the patterns have it. The first rewrite that fits a use wins; matches inside
    the parts of another are applied there too. hindrance: why a match (its code, the symbol in it, whether
    it needs the replacement's name) cannot be applied at its place, "" when it can. Cost: one search of the
    tree for each rewrite.

    Raises BadRewrite: a pattern is not one piece of Python code.
    """
    found: dict[tuple[int, int], tuple[SgNode, Rewrite]] = {}
    for rewrite in rewrites:
        pattern = with_name(rewrite.find, name, f"${_SYMBOL}")
        if pattern == rewrite.find:
            continue
        for node in _search(root, pattern, rewrite):
            symbol = node.get_match(_SYMBOL)
            if symbol is not None and span(symbol) in uses:
                found.setdefault(span(symbol), (node, rewrite))
    matches: list[Match] = []
    # inner ones first: they are parts of what outer ones become
    for symbol_span, (node, rewrite) in sorted(found.items(), key=lambda item: _size(item[1][0])):
        inner = [Change(*span(match.node), match.after) for match in matches if not match.why]
        template = with_name(rewrite.replace, replacement.name, replacement.here)
        needs_name = bool(with_name(rewrite.replace, replacement.name, "") != rewrite.replace)
        after, why = _becomes(text, node, template, inner)
        why = hindrance(node, symbol_span, needs_name) or why
        matches.append(Match(node, symbol_span, after, needs_name, why))
    return sorted(matches, key=lambda match: span(match.node))


def outermost(matches: Sequence[Match]) -> list[Match]:
    """Leave out the matches that lie inside another one."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (span(match.node)[0], -span(match.node)[1])):
        if not kept or span(match.node)[1] > span(kept[-1].node)[1]:
            kept.append(match)
    return kept


def with_name(code: str, name: str, other: str) -> str:
    """Write `other` for a name that stands by itself in a pattern.

    >>> with_name("make().create(maker, x.make)", "make", "m.make")
    'm.make().create(maker, x.make)'
    """
    return re.sub(rf"(?<![\w.$]){re.escape(name)}(?!\w)", lambda _: other, code)


def _size(node: SgNode) -> int:
    start, end = span(node)
    return end - start


def _search(root: SgNode, pattern: str, rewrite: Rewrite) -> list[SgNode]:
    try:
        return root.find_all(pattern=pattern)
    except RuntimeError as error:
        raise BadRewrite(rewrite.find) from error


def _becomes(text: str, node: SgNode, template: str, inner: list[Change]) -> tuple[str, str]:
    """The code that takes the place of `node`, or "" and why there is none."""
    values: list[tuple[int, int]] = []

    def value(variable: re.Match[str]) -> str:
        start, end = _value(node, variable, template)
        values.append((start, end))
        inside = [
            Change(change.start - start, change.end - start, change.text)
            for change in inner
            if start <= change.start and change.end <= end
        ]
        outer = [change for change in inside if not any(_within(change, other) for other in inside)]
        code = applied(text[start:end], outer)
        return code if _stands_alone(template, variable) or _is_atomic(code) else f"({code})"

    try:
        after = _VARIABLE.sub(value, template)
    except _CannotWriteError as reason:
        return "", str(reason)
    for comment in (span(found) for found in node.find_all(kind="comment")):
        if not any(start <= comment[0] and comment[1] <= end for start, end in values):
            return "", "a comment inside it would be lost"
    above = node.parent()
    enclosed = above is None or above.kind() in _ENCLOSING
    if not _is_atomic(after) and not (enclosed and "\n" not in after):
        after = f"({after})"
    return after, ""


class _CannotWriteError(Exception):
    """What was matched does not fit where the template puts it."""


def _value(node: SgNode, variable: re.Match[str], template: str) -> tuple[int, int]:
    """The span of what a metavariable of the template stands for."""
    name = variable["name"]
    if variable["all"] == "$$$":
        several = [part for part in node.get_multiple_matches(name) if part.kind() != ","]
        if not several:
            return (0, 0)
        return span(several[0])[0], span(several[-1])[1]
    found = node.get_match(name)
    if found is None:
        raise _CannotWriteError(f"the rewrite's replacement names ${name}, which its pattern does not")
    before = template[: variable.start()].rstrip()
    if found.kind() in _GIVEN and not before.endswith(("(", ",")):
        keyword, given = found.field("name"), found.field("value")
        same = keyword is not None and re.search(rf"(?<!\w){re.escape(keyword.text())}\s*=$", before)
        if given is None or not same:
            raise _CannotWriteError(f"`{found.text()}` cannot be given to what takes its place")
        return span(given)
    return span(found)


def _stands_alone(template: str, variable: re.Match[str]) -> bool:
    """Whether any expression can stand in the place of the metavariable."""
    before, after = template[: variable.start()].rstrip(), template[variable.end() :].lstrip()
    return before[-1:] in tuple("(,=[{:") and after[:1] in tuple("),]}")


@lru_cache(maxsize=256)
def _is_atomic(code: str) -> bool:
    """Whether code binds at least as tight as a call."""
    statements = parse(code).children()
    if len(statements) != 1 or statements[0].kind() != "expression_statement":
        return False
    inside = statements[0].children()
    return len(inside) == 1 and inside[0].kind() in _ATOMIC


def _within(change: Change, other: Change) -> bool:
    return change != other and other.start <= change.start and change.end <= other.end
