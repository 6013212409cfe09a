"""Small trees whose lines say what a trace must find in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from graphkit.model.uses import Trace
from graphkit.workflows.trace import trace

TARGET = "pkg.a:make"
_DEFAULTS = {
    "pkg/__init__.py": "",
    "pkg/a.py": "def make(): ...\ndef other(): ...\n",
}
_MARK = re.compile(r"[ \t]*#>([^\n]*)")


class Expected(NamedTuple):
    """What the marks of a tree ask for, each `file:line what`."""

    found: list[str]
    # either way is right: what the name holds there cannot be taken from the target any more
    optional: frozenset[str]


def tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `{path: text}` below `root` and return it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def split(text: str) -> dict[str, str]:
    """Read one text as files, each headed by `== path`; `pkg.a`, which defines `make`, is given."""
    files = dict(_DEFAULTS)
    for part in re.split(r"^== ", text, flags=re.MULTILINE)[1:]:
        name, _, body = part.partition("\n")
        files[name.strip()] = body
    return files


def unmarked(text: str) -> str:
    """`text` as it is written to disk."""
    return _MARK.sub("", text)


def expected(files: dict[str, str]) -> Expected:
    """Read the marks, which stand at the ends of lines after `#>`, separated by blanks.

    `call`          a use of that kind, at import time, not guarded, certain
    `call.later`    at call time; `call.typing` for type checkers only
    `call!`         guarded
    `call?`         possible
    `%call`         may be found or not
    `~call`         dangling
    `=import:make`  a re-export of the kind `import` under the name `make`
    """
    found, optional = [], set()
    for name, text in files.items():
        for number, line in enumerate(text.split("\n"), 1):
            mark = _MARK.search(line)
            for word in mark[1].split() if mark else ():
                if word.startswith("%"):
                    optional.add(f"{name}:{number} {word[1:]}")
                else:
                    found.append(f"{name}:{number} {word}")
    return Expected(sorted(found), frozenset(optional))


def found_in(result: Trace) -> list[str]:
    """The uses, dangling references and re-exports of a trace, written as marks."""
    uses = {use for consumer in result.consumers for use in consumer.uses} | set(result.exports)
    found = [
        f"{use.file}:{use.line} {use.kind}{_when(use.when)}"
        f"{'!' * use.guarded}{'?' * (use.certainty == 'possible')}"
        for use in uses
    ]
    found += [f"{d.file}:{d.line} ~{d.kind}{_when(d.when)}{'!' * d.guarded}" for d in result.dangling]
    return sorted([*found, *(f"{r.file}:{r.line} ={r.kind}:{r.name}" for r in result.reexports)])


def _when(when: str) -> str:
    return {"import_time": "", "call_time": ".later", "type_checking": ".typing"}[when]


def trace_tree(
    root: Path, target: str = TARGET, roots: tuple[str, ...] = ("",), *, mentions: bool = False
) -> Trace:
    """Trace in a written tree."""
    return trace(target, roots=[str(root / name) for name in roots], cache=False, mentions=mentions)


def check(root: Path, text: str, target: str = TARGET, roots: tuple[str, ...] = ("",)) -> Trace:
    """Write the marked tree, trace, and compare with the marks: nothing missing, nothing too much."""
    files = split(text)
    tree(root, {name: unmarked(body) for name, body in files.items()})
    result = trace_tree(root, target, roots)
    wanted = expected(files)
    found = [line for line in found_in(result) if line not in wanted.optional]
    assert found == wanted.found, _difference(found, wanted.found)
    return result


def _difference(found: list[str], wanted: list[str]) -> str:
    missing, extra = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
    return f"missing: {sorted(missing.elements())}; too much: {sorted(extra.elements())}"
