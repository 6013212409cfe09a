"""When imports run and whether their failure is caught, from the parsed file: right wherever it parses."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable

from graphkit.extract.import_tags import PLAIN, Tag
from graphkit.model.imports import CALL_TIME, IMPORT_TIME, TYPE_CHECKING

_CATCHING = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})


def exact_tags(source: bytes) -> dict[int, Tag] | None:
    """Return the tag of each line on which an import begins, None when `source` does not parse.

    About 200 µs per KB, so only for files where `read_tag` is unsure.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found: dict[int, Tag] = {}
    # explicit, since deep code would exhaust the interpreter's stack
    pending: list[tuple[ast.stmt, Tag]] = [(statement, PLAIN) for statement in tree.body]
    while pending:
        statement, tag = pending.pop()
        if isinstance(statement, ast.Import | ast.ImportFrom):
            # of two on one line the first is kept, which comes last here
            found[statement.lineno] = tag
        else:
            pending += _inner(statement, tag)
    return found


def _inner(statement: ast.stmt, tag: Tag) -> list[tuple[ast.stmt, Tag]]:
    """The statements in the blocks of `statement`, each with its tag."""
    match statement:
        case ast.FunctionDef(body=body) | ast.AsyncFunctionDef(body=body):
            when = TYPE_CHECKING if tag.when == TYPE_CHECKING else CALL_TIME
            return _all(body, Tag(when, False))
        case ast.If(test=test, body=body, orelse=orelse):
            return _all(body, _if_tag(test, tag)) + _all(orelse, _else_tag(test, tag))
        case (
            ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody)
            | ast.TryStar(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody)
        ):
            inner = _all(body, Tag(tag.when, tag.guarded or any(map(_catches, handlers))))
            inner += [pair for handler in handlers for pair in _all(handler.body, tag)]
            return inner + _all(orelse, tag) + _all(finalbody, tag)
        case ast.With(items=items, body=body) | ast.AsyncWith(items=items, body=body):
            guarded = tag.guarded or any(_suppresses(item.context_expr) for item in items)
            return _all(body, Tag(tag.when, guarded))
        case ast.Match(cases=cases):
            return [pair for case in cases for pair in _all(case.body, tag)]
        case ast.For() | ast.AsyncFor() | ast.While():
            return _all(statement.body, tag) + _all(statement.orelse, tag)
        case ast.ClassDef(body=body):
            return _all(body, tag)
    return []


def _all(body: Iterable[ast.stmt], tag: Tag) -> list[tuple[ast.stmt, Tag]]:
    return [(statement, tag) for statement in body]


def _if_tag(test: ast.expr, tag: Tag) -> Tag:
    if _is_typing(test):
        return Tag(TYPE_CHECKING, tag.guarded)
    if tag.when == IMPORT_TIME and _is_main(test):
        return Tag(CALL_TIME, tag.guarded)
    return tag


def _else_tag(test: ast.expr, tag: Tag) -> Tag:
    negated = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _is_typing(test.operand)
    return Tag(TYPE_CHECKING, tag.guarded) if negated else tag


def _is_typing(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


def _is_main(test: ast.expr) -> bool:
    return isinstance(test, ast.Compare) and {
        ast.unparse(test.left),
        *map(ast.unparse, test.comparators),
    } == {
        "__name__",
        "'__main__'",
    }


def _catches(handler: ast.excepthandler) -> bool:
    if not isinstance(handler, ast.ExceptHandler):
        return False
    return handler.type is None or _names_catching(handler.type)


def _names_catching(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return any(map(_names_catching, node.elts))
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in _CATCHING


def _suppresses(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func).rpartition(".")[2]
    return called == "suppress" and any(map(_names_catching, node.args))
