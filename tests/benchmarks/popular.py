"""Run graphkit over the most used pure-Python packages: `python tests/benchmarks/popular.py DIR [--limit N]`.

Each package is installed alone into DIR/NAME (or found there), never imported. Of each: whether any command
fails, seconds, files seen of those there are, and every problem. One JSON line a package goes to
DIR/popular.jsonl, a summary to standard output. Takes minutes, so it is no test.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

# well known and widely used; those that do not install as pure Python are passed over
PACKAGES = [
    "boto3",
    "botocore",
    "urllib3",
    "requests",
    "certifi",
    "idna",
    "typing-extensions",
    "setuptools",
    "packaging",
    "python-dateutil",
    "s3transfer",
    "six",
    "pip",
    "charset-normalizer",
    "s3fs",
    "fsspec",
    "pydantic",
    "attrs",
    "click",
    "jmespath",
    "importlib-metadata",
    "zipp",
    "jinja2",
    "google-api-core",
    "platformdirs",
    "pygments",
    "rsa",
    "pyasn1",
    "pytest",
    "pyjwt",
    "colorama",
    "virtualenv",
    "filelock",
    "googleapis-common-protos",
    "wheel",
    "pluggy",
    "cachetools",
    "google-auth",
    "requests-oauthlib",
    "oauthlib",
    "tomli",
    "werkzeug",
    "flask",
    "itsdangerous",
    "blinker",
    "sqlalchemy",
    "rich",
    "markdown-it-py",
    "mdurl",
    "anyio",
    "sniffio",
    "h11",
    "httpcore",
    "httpx",
    "starlette",
    "fastapi",
    "uvicorn",
    "tqdm",
    "pyparsing",
    "beautifulsoup4",
    "soupsieve",
    "docutils",
    "sphinx",
    "alabaster",
    "babel",
    "networkx",
    "sympy",
    "mpmath",
    "isodate",
    "jsonschema",
    "referencing",
    "jsonschema-specifications",
    "tenacity",
    "docker",
    "paramiko",
    "azure-core",
    "msal",
    "azure-identity",
    "google-cloud-storage",
    "google-cloud-core",
    "google-resumable-media",
    "openpyxl",
    "et-xmlfile",
    "xlsxwriter",
    "tabulate",
    "decorator",
    "ipython",
    "traitlets",
    "matplotlib-inline",
    "jedi",
    "parso",
    "prompt-toolkit",
    "wcwidth",
    "pexpect",
    "ptyprocess",
    "asttokens",
    "executing",
    "stack-data",
    "pure-eval",
    "nbformat",
    "nbconvert",
    "nbclient",
    "jupyter-client",
    "jupyter-core",
    "jupyter-server",
    "notebook",
    "mistune",
    "bleach",
    "defusedxml",
    "django",
    "djangorestframework",
    "asgiref",
    "sqlparse",
    "celery",
    "kombu",
    "vine",
    "billiard",
    "amqp",
    "redis",
    "scrapy",
    "twisted",
    "automat",
    "hyperlink",
    "constantly",
    "incremental",
    "parsel",
    "w3lib",
    "itemadapter",
    "tox",
    "nox",
    "poetry-core",
    "hatchling",
    "black",
    "isort",
    "flake8",
    "pycodestyle",
    "pyflakes",
    "mccabe",
    "pylint",
    "astroid",
    "tomlkit",
    "mypy-extensions",
    "pathspec",
    "alembic",
    "mako",
    "marshmallow",
    "gunicorn",
    "pymysql",
    "psycopg",
    "transformers",
    "dask",
    "distributed",
    "plotly",
    "bokeh",
    "nltk",
    "joblib",
    "threadpoolctl",
    "fabric",
    "invoke",
    "ansible-core",
]
_DEFINED = re.compile(r"[\w.]+:\w+")
_LIMIT = 300


def install(name: str, place: Path) -> bool:
    """Install the package alone, from a wheel, unless it is there."""
    if place.exists():
        return True
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run(
        [*command, "--no-compile", "--target", str(place), name], capture_output=True, text=True, check=False
    )
    return done.returncode == 0


def is_pure(place: Path) -> bool:
    """Whether nothing in it is compiled."""
    return not any(place.rglob("*.so")) and any(place.rglob("*.py"))


def run(place: Path, *arguments: str) -> tuple[str, float, Any]:
    """Return how one command ended ("" for well), seconds and its answer."""
    command = [sys.executable, "-m", "graphkit", *arguments, "--root", str(place), "--no-cache", "--quiet"]
    began = time.perf_counter()
    try:
        done = subprocess.run(
            [*command, "--format", "json"], capture_output=True, text=True, check=False, timeout=_LIMIT
        )
    except subprocess.TimeoutExpired:
        return f"more than {_LIMIT} s", _LIMIT, None
    seconds = time.perf_counter() - began
    if done.returncode:
        return f"status {done.returncode}: {done.stderr.strip()[-300:]}", seconds, None
    return "", seconds, json.loads(done.stdout)


def reexported(answer: Any) -> str | None:
    """A symbol that many modules hold from elsewhere: the one to trace."""
    counts: dict[str, int] = {}
    for names in answer["bindings"].values():
        for origins in names.values():
            for origin in origins:
                if _DEFINED.fullmatch(origin):
                    counts[origin] = counts.get(origin, 0) + 1
    return max(sorted(counts), key=lambda origin: counts[origin], default=None)


def measure(name: str, place: Path) -> dict[str, Any]:
    """Run every command on one package."""
    row: dict[str, Any] = {"package": name, "crashes": {}, "seconds": {}}

    def take(label: str, *arguments: str) -> Any:
        failure, seconds, answer = run(place, *arguments)
        row["seconds"][label] = round(seconds, 2)
        if failure:
            row["crashes"][label] = failure
        elif "files" in answer:
            row["files"] = answer["files"]
            row.setdefault("problems", {})[label] = [
                f"{problem['file']}:{problem['line']}: {problem['what']}" for problem in answer["problems"]
            ]
        return answer

    take("blast", "blast")
    found = take("bindings", "bindings")
    target = reexported(found) if found else None
    if target:
        row["target"] = target
        take("trace", "trace", target)
        take("explore", "explore", target, "-o", os.devnull if os.name == "nt" else str(place) + ".html")
    return row


def main() -> None:
    """Install, run, write one line a package, and add up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("directory", type=Path)
    parser.add_argument("--limit", type=int, default=100)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    written = options.directory / "popular.jsonl"
    rows: list[dict[str, Any]] = []
    if written.exists():
        rows = [json.loads(line) for line in written.read_text().splitlines()]
    known = {row["package"] for row in rows}
    for name in PACKAGES:
        if len(rows) >= options.limit:
            break
        place = options.directory / name
        if name in known or not install(name, place) or not is_pure(place):
            continue
        rows.append(measure(name, place))
        with written.open("a") as file:
            file.write(json.dumps(rows[-1]) + "\n")
        print(name, rows[-1].get("files"), rows[-1]["seconds"], rows[-1]["crashes"], flush=True)
    summarise(rows)


def summarise(rows: list[dict[str, Any]]) -> None:
    """Print the totals, and all that went another way than well."""
    seen = sum(row["files"]["seen"] for row in rows if "files" in row)
    total = sum(row["files"]["total"] for row in rows if "files" in row)
    crashes = [f"{row['package']} {crash}" for row in rows for crash in row["crashes"].items()]
    print(f"{len(rows)} packages, {total:,} files, {total - seen} not seen, {len(crashes)} crashes")
    for label in ("blast", "bindings", "trace", "explore"):
        taken = sorted(row["seconds"][label] for row in rows if label in row["seconds"])
        if taken:
            middle = taken[len(taken) // 2]
            print(f"{label}: {sum(taken):.0f} s in all, median {middle:.2f}, longest {taken[-1]:.2f}")
    for row in rows:
        told = sorted({problem for found in row.get("problems", {}).values() for problem in found})
        for problem in told:
            print(f"{row['package']}: {problem}")
    print(*crashes, sep="\n")


if __name__ == "__main__":
    main()
