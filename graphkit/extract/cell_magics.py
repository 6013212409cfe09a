"""IPython's own syntax in notebook cells, replaced so that a Python parser can read the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence

# cell magics whose body is Python that runs in the notebook
_PYTHON_CELLS = frozenset({"capture", "prun", "time", "timeit"})
_RUNS_CODE = re.compile(r"%(?:time|timeit|prun)(?![\w%])(?:[ \t]+-\w+(?:[ \t]+\d+)?)*[ \t]*(?=\S)")
_ASSIGNED = re.compile(r"(?P<target>\s*[\w.,*\[\]'\" \t]+=[ \t]*)(?P<mark>[%!])(?P<rest>.*)")
_HELP = re.compile(r"\s*(?:\?.*|[\w.*]+\?\??)\s*$")
_TOKEN = re.compile(r"'''|\"\"\"|'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|#.*|\\.|[()\[\]{}]")
_CLOSING = {"'''": re.compile(r"(?:\\.|[^\\])*?'''"), '"""': re.compile(r'(?:\\.|[^\\])*?"""')}


def without_magics(lines: Sequence[str]) -> list[str] | None:
    """Return as many lines as given, Python alone; None when a bracket or quote is left open.

    `%time f()` and its kin keep `f()`, in its column; other magics and shell commands become `pass`.

    >>> without_magics(["%matplotlib inline", "files = !ls", "%time f()"])
    ['pass', 'files = None', 'if 1: f()']
    """
    kept = list(lines)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        name = re.match(r"%%(\w*)", lines[first])
        if name is None or name[1] not in _PYTHON_CELLS:
            return [""] * len(lines)
        kept[first] = ""
    state = _Nesting()
    continued = dropped = False
    for number, line in enumerate(kept):
        if dropped:
            # the rest of a command that ends its lines with a backslash
            kept[number] = ""
            dropped = line.endswith("\\")
            continue
        if not continued and state.is_closed():
            replaced = _without_magic(line)
            if replaced != line:
                kept[number] = line = replaced.rstrip("\\")
                dropped = lines[number].endswith("\\")
        state.read(line)
        continued = line.endswith("\\")
    return kept if state.is_closed() else None


def _without_magic(line: str) -> str:
    """One line at the start of a statement."""
    text = line.lstrip()
    indent = line[: len(line) - len(text)]
    if text.startswith("%"):
        code = _RUNS_CODE.match(text)
        if code is None:
            return f"{indent}pass"
        return f"{indent}{'if 1:'.ljust(code.end())}{text[code.end() :]}"
    if text.startswith(("!", "?")) or (text.rstrip().endswith("?") and _HELP.match(line)):
        return f"{indent}pass"
    assigned = _ASSIGNED.fullmatch(line)
    if assigned is None:
        return line
    code = _RUNS_CODE.match(assigned["mark"] + assigned["rest"])
    if code is None:
        return f"{assigned['target']}None"
    return f"{assigned['target']}{' ' * code.end()}{(assigned['mark'] + assigned['rest'])[code.end() :]}"


class _Nesting:
    """Whether the lines read so far leave a bracket or a triple-quoted string open."""

    def __init__(self) -> None:
        self._depth = 0
        self._quote = ""

    def is_closed(self) -> bool:
        return self._depth <= 0 and not self._quote

    def read(self, line: str) -> None:
        place = 0
        while place < len(line):
            if self._quote:
                end = _CLOSING[self._quote].match(line, place)
                if end is None:
                    return
                place, self._quote = end.end(), ""
            token = _TOKEN.search(line, place)
            if token is None:
                return
            place = token.end()
            if token[0] in _CLOSING:
                self._quote = token[0]
            elif token[0] in "([{":
                self._depth += 1
            elif token[0] in ")]}":
                self._depth -= 1
