from __future__ import annotations

import json
from typing import Any

from graphkit.model.gallery import Figure, OutputFile
from graphkit.report.gallery_story import schema_of, story_of

TARGET = "pkg.factory:make"
TRACE = {
    "target": TARGET,
    "definitions": [{"module": "pkg.factory", "file": "pkg/factory.py", "line": 7}],
    "reexports": [
        {"module": "pkg.a", "file": "pkg/a.py", "line": 1, "used_by": 2},
        {"module": "pkg.b", "file": "pkg/b.py", "line": 34, "used_by": 30},
    ],
    "consumers": [
        {"module": "pkg.c", "is_test": False, "uses": [{"certainty": "certain"}, {"certainty": "possible"}]},
        {"module": "tests.c", "is_test": True, "uses": [{"certainty": "certain"}]},
    ],
}


def document(name: str, command: str, content: dict[str, Any]) -> OutputFile:
    text = json.dumps({"schema": f"graphkit/{command}/1", **content})
    return OutputFile(name, len(text), text)


def test_knows_documents_by_their_schema() -> None:
    assert schema_of(document("x.json", "rank", {})) == "rank"
    assert schema_of(OutputFile("x.json", 2, "{}")) == ""
    assert schema_of(OutputFile("x.json", 3, '["graphkit/rank/1"]')) == ""
    assert schema_of(OutputFile("x.json", 3, '{"schema": "graphkit/rank/1"')) == ""
    assert schema_of(OutputFile("x.txt", 3, '{"schema": "graphkit/rank/1"}')) == ""
    assert schema_of(document("x.json", "rank/2", {})) == ""


def test_without_a_trace_there_is_no_story() -> None:
    assert story_of([document("x.json", "rank", {"target": TARGET})]) == ("", (), ())


def test_tells_what_the_results_say() -> None:
    title, story, figures = story_of(
        [
            document("t.json", "trace", TRACE),
            document("c.json", "chains", {"target": TARGET, "count": 1234, "via": "pkg.b"}),
            document("r.json", "rank", {"target": TARGET, "modules": [{"wave": 1}, {"wave": 3}]}),
            document(
                "w.json",
                "whatif",
                {
                    "removed": ["pkg.b:make"],
                    "verdict": "unsafe",
                    "summary": "unsafe: 2 modules fail at import",
                    "import_time": [
                        {"module": "pkg.c", "certainty": "certain"},
                        {"module": "pkg.c", "certainty": "certain"},
                        {"module": "pkg.d", "certainty": "possible"},
                    ],
                },
            ),
            document(
                "p.json",
                "compliance",
                {
                    "symbols": {
                        "other": {"targets": ["pkg.x:y"], "shares": [{"name": "all", "percent_files": 1.0}]},
                        "mine": {
                            "targets": [TARGET],
                            "shares": [
                                {
                                    "name": "all",
                                    "migrated": 1,
                                    "deprecated": 2,
                                    "mixed": 1,
                                    "percent_files": 25.0,
                                }
                            ],
                        },
                    }
                },
            ),
        ]
    )
    assert title == "Retiring make"
    assert story == (
        "make is defined in pkg/factory.py, line 7, and used by 2 modules: 1 of production, 1 of tests.",
        "2 modules hand it on; pkg/b.py, line 34, hands it to 30 modules.",
        "If pkg.b:make went today: 2 modules fail at import.",
        "2 modules can move in 3 waves, none of which breaks anything.",
        "1 of 4 files have moved to the replacement.",
    )
    assert figures == (
        Figure("2", "modules use it"),
        Figure("2", "certain uses, 1 possible"),
        Figure("1,234", "chains of imports through b"),
        Figure("1", "modules would fail at import if it went today"),
        Figure("3", "waves that break nothing"),
        Figure("25.0 %", "of the files have moved"),
    )


def test_results_about_another_symbol_are_not_told() -> None:
    others = [
        document("c.json", "chains", {"target": "pkg.other:thing", "count": 5}),
        document("w.json", "whatif", {"removed": ["pkg.b:thing"], "summary": "safe"}),
        document("p.json", "compliance", {"symbols": {"x": {"targets": ["pkg.other:thing"]}}}),
    ]
    alone = story_of([document("t.json", "trace", TRACE)])
    assert story_of([*others, document("t.json", "trace", TRACE)]) == alone
