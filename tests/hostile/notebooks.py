"""Notebooks that are none, and valid ones that nobody would write."""

from __future__ import annotations

import json

from tests.hostile.case import CONSUMER, Case

PLACE = "study.ipynb"


def _bad(name: str, content: str | bytes) -> Case:
    return Case(f"notebook-{name}", {PLACE: content}, bad=(PLACE,), twin={PLACE: _notebook([])})


def _odd(name: str, content: object, *, twin: str | None = None) -> Case:
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    return Case(f"notebook-{name}", {PLACE: text}, twin={PLACE: text if twin is None else twin})


def _notebook(cells: list[object], **more: object) -> str:
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more})


def _code(source: object, **more: object) -> dict[str, object]:
    return {"cell_type": "code", "source": source, **more}


CASES = (
    _bad("empty", ""),
    _bad("python", CONSUMER),
    _bad("cut-off", _notebook([_code(CONSUMER)])[:-30]),
    _bad("html", "<!DOCTYPE html><html></html>"),
    _bad("conflict", "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> b\n"),
    _bad("list", "[]"),
    _bad("number", "1"),
    _bad("null", "null"),
    _bad("object-without-cells", "{}"),
    _bad("cells-of-nothing", '{"cells": null}'),
    _bad("cells-no-list", '{"cells": {"a": 1}}'),
    _bad("null-bytes", b"\0" * 100),
    _bad("noise", bytes(range(256)) * 8),
    _bad("utf-16", _notebook([]).encode("utf-16")),
    _bad("deep", "[" * 20_000),
    _bad("deep-in-cells", '{"cells": ' + "[" * 20_000),
    _bad("deep-in-a-source", '{"cells": [{"cell_type": "code", "source": ' + "[" * 20_000),
    # more than Jupyter reads
    _odd(
        "trailing-comma",
        '{"cells": [' + json.dumps(_code(CONSUMER)) + "],}",
        twin=_notebook([_code(CONSUMER)]),
    ),
    _bad("half-a-key", '{"cells'),
    _bad("open-bracket-in-a-cell", _notebook([_code("value = (")])),
    _bad("open-string-in-a-cell", _notebook([_code('value = """')])),
    _odd("cells-of-odd-things", _notebook([1, None, "x", [], {}, {"cell_type": 1}, _code(CONSUMER)])),
    _odd(
        "sources-of-odd-things",
        _notebook(
            [_code(1), _code(None), _code({}), _code([1, None, []]), _code([[CONSUMER]]), _code(CONSUMER)]
        ),
    ),
    _odd("metadata-of-odd-things", _notebook([_code(CONSUMER)], metadata=[1])),
    _odd(
        "language-of-odd-things",
        _notebook([_code(CONSUMER)], metadata={"language_info": {"name": 1}, "kernelspec": 2}),
    ),
    _odd(
        "other-language",
        _notebook([_code("library(ggplot2) %>% (")], metadata={"kernelspec": {"language": "R"}}),
    ),
    _odd(
        "magics-only",
        _notebook([_code("%%bash\nfrom ( import"), _code("!rm -rf ("), _code("%run x.py\n" + CONSUMER)]),
    ),
    _odd(
        "old-format", {"worksheets": [{"cells": [{"cell_type": "code", "input": CONSUMER}]}], "nbformat": 3}
    ),
    _odd("nan", '{"metadata": {"x": NaN, "y": -Infinity}, "cells": []}'),
    _odd("keys-twice", '{"cells": [], "cells": [' + json.dumps(_code(CONSUMER)) + "]}"),
    _odd("mark", b"\xef\xbb\xbf" + _notebook([_code(CONSUMER)]).encode(), twin=_notebook([_code(CONSUMER)])),
    _odd(
        "surrogates",
        _notebook([_code(CONSUMER + "# \\ud800")]).replace("\\\\ud800", "\\ud800"),
        twin=_notebook([_code(CONSUMER + "#")]),
    ),
    _odd("source-without-cells", _notebook([_code("")])),
    _odd("huge-output", _notebook([_code(CONSUMER, outputs=[{"data": {"image/png": "A" * 1_000_000}}])])),
)
