"""References to a symbol from a language server: the least client that does it.

`python -m tests.benchmarks.lsp ROOT TARGET -- pyright-langserver --stdio` prints a JSON list of
`[file, line]`, lines from 1, sorted, paths relative to the root.
"""

from __future__ import annotations

import ast
import itertools
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlparse


class LanguageServer:
    """A server over stdin and stdout; answers what it asks with nothing, drops what it tells."""

    def __init__(self, command: Sequence[str], root: Path) -> None:
        self.root = root
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        self.numbers = itertools.count(1)

    def __enter__(self) -> Self:
        folder = {"uri": self.root.as_uri(), "name": self.root.name}
        said: dict[str, Any] = {
            "processId": None,
            "rootUri": folder["uri"],
            "workspaceFolders": [folder],
            "capabilities": {},
        }
        self.ask("initialize", said)
        self.tell("initialized", {})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.ask("shutdown", None)
            self.tell("exit", None)
        else:
            self.process.kill()
        self.process.communicate()

    def ask(self, method: str, given: Any) -> Any:
        """Send a request and wait for its answer."""
        number = next(self.numbers)
        self._send({"id": number, "method": method, "params": given})
        while (message := self._receive_answering()).get("id") != number or "method" in message:
            continue
        assert "error" not in message, f"{method}: {message['error']}"
        return message["result"]

    def wait_for(self, text: str) -> None:
        """Read until the server logs a message that has the text."""
        while text not in str(self._receive_answering().get("params", {}).get("message", "")):
            continue

    def tell(self, method: str, given: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": given})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive_answering(self) -> Any:
        """The next message; what the server asks is answered with `null`s: the defaults."""
        message = self._receive()
        if "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items", ())
            self._send({"id": message["id"], "result": [None] * len(items) or None})
        return message

    def _receive(self) -> Any:
        stream, length = self.process.stdout, 0
        assert stream
        while line := stream.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server has ended"
        return json.loads(stream.read(length))


def references(command: Sequence[str], root: Path, target: str) -> list[tuple[str, int]]:
    """Every reference to a top-level function or class `pkg.mod:name`, its definition included."""
    module, _, name = target.partition(":")
    base = root / module.replace(".", "/")
    path = next(file for file in (base.with_suffix(".py"), base / "__init__.py") if file.exists())
    text = path.read_text(encoding="utf-8")
    line, column = position(text, name)
    with LanguageServer(command, root) as server:
        # asked earlier, it knows only the open file
        server.wait_for("source file")
        document = {"uri": path.as_uri(), "languageId": "python", "version": 1, "text": text}
        server.tell("textDocument/didOpen", {"textDocument": document})
        asked = {"textDocument": {"uri": path.as_uri()}, "position": {"line": line - 1, "character": column}}
        found = server.ask("textDocument/references", {**asked, "context": {"includeDeclaration": True}})
    places = {(unquote(urlparse(one["uri"]).path), one["range"]["start"]["line"] + 1) for one in found or ()}
    return sorted((Path(file).relative_to(root).as_posix(), number) for file, number in places)


def position(text: str, name: str) -> tuple[int, int]:
    """Line and column of the name in its first top-level `def` or `class`."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name == name:
            line = text.splitlines()[node.lineno - 1]
            return node.lineno, line.index(name, node.col_offset)
    raise SystemExit(f"no top-level def or class {name}")


def main() -> None:
    """Print the references."""
    root, target, _, *command = sys.argv[1:]
    print(json.dumps(references(command, Path(root).resolve(), target), indent=0))


if __name__ == "__main__":
    main()
