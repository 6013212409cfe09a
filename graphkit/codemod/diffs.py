r"""A unified diff of one file's text, as `git apply` takes it.

Lines end at `\n` alone: a `\r` before it belongs to the line.
"""

from __future__ import annotations

import difflib

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified_diff(path: str, before: str, after: str) -> str:
    """Return the diff from `before` to `after` of the file at `path`, "" when they are the same.

    `path` is relative, with `/`. Cost: difflib's, linear where few lines change.
    """
    names = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    lines = difflib.unified_diff(_lines(before), _lines(after), *names)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _lines(text: str) -> list[str]:
    pieces = text.split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


def _quoted(path: str) -> str:
    """A path as git writes it: in quotes when it has control characters, quotes or backslashes."""
    if not any(character in '"\\' or ord(character) < 32 for character in path):
        # a tab ends a name that has blanks in it
        return f"{path}\t" if " " in path else path
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return '"' + "".join(escapes.get(c, f"\\{ord(c):03o}" if ord(c) < 32 else c) for c in path) + '"'
