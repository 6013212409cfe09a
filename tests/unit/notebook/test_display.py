from __future__ import annotations

import json
import subprocess
import sys
import textwrap

SHOW = """
    import json, sys
    from pathlib import Path
    from IPython.core.interactiveshell import InteractiveShell
    shell = InteractiveShell.instance()
    {first}
    from tests.examples import ALL
    print(json.dumps([shell.display_formatter.format(result)[0] for result in ALL]))
"""


def show(first: str, tmp_path: str) -> list[dict[str, str]]:
    """What a fresh IPython shows for each example, after running the line `first`."""
    program = textwrap.dedent(SHOW).format(first=first)
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={
            "PYTHONPATH": ":".join(path for path in ("", *sys.path) if path),
            "IPYTHONDIR": tmp_path,
            "HOME": tmp_path,
        },
    )
    shown: list[dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return shown


def test_results_show_themselves_once_the_api_was_used(tmp_path: object) -> None:
    shown = show("import graphkit; graphkit.Trace", str(tmp_path))
    assert len(shown) == 7
    assert all("<table>" in bundle["text/html"] for bundle in shown)
    assert "pkg.factory:make" in shown[0]["text/plain"]
    assert shown[0]["text/plain"].endswith("files seen 5 of 6; 1 problem")


def test_as_an_extension(tmp_path: object) -> None:
    shown = show("shell.run_line_magic('load_ext', 'graphkit.notebook.display')", str(tmp_path))
    assert all("<caption>" in bundle["text/html"] for bundle in shown)


def test_nothing_happens_without_ipython() -> None:
    program = "import sys, graphkit; graphkit.Trace; print('graphkit.notebook.display' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
