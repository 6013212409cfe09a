"""Coverage-guided fuzzing, outside of CI: `python tests/fuzz/run.py TARGET SECONDS` (needs atheris).

Inputs that reach new code are collected in DIRECTORY (default: a temporary one), starting from the corpus.
One that breaks the target is written beside them as crash-*, once for each place where it breaks, and the
search goes on. Minimise it and add it to tests/fuzz/corpus/TARGET, where it is a test from then on.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Fuzz one target for some seconds."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("target")
    arguments.add_argument("seconds", type=int)
    arguments.add_argument("--directory")
    arguments.add_argument("libfuzzer", nargs="*", help="options of libFuzzer, after --")
    given = arguments.parse_args()
    atheris = importlib.import_module("atheris")
    sys.path.insert(0, str(HERE.parent.parent))
    with atheris.instrument_imports(include=["graphkit"]):
        targets = importlib.import_module("tests.fuzz.targets")
    found = Path(given.directory or tempfile.mkdtemp(prefix="fuzz-")) / given.target
    found.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="fuzz-work-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
    seeds = HERE / "corpus" / given.target
    options = [
        sys.argv[0],
        f"-max_total_time={given.seconds}",
        "-max_len=4096",
        "-timeout=30",
        "-rss_limit_mb=3000",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={found.parent}/crash-{given.target}-",
        *given.libfuzzer,
        str(found),
        *([str(seeds)] if seeds.is_dir() else []),
    ]
    known: set[str] = set()

    def once(data: bytes) -> None:
        try:
            targets.run(given.target, data, work)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            fault = _fault(error)
            if fault not in known:
                known.add(fault)
                path = found.parent / f"crash-{given.target}-{len(known)}-{os.getpid()}"
                path.write_bytes(data)
                print(f"{path}: {fault}: {error}"[:400], flush=True)

    atheris.Setup(options, once)
    atheris.Fuzz()


def _fault(error: BaseException) -> str:
    """Name an error by its type and the innermost line of graphkit or of the target."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename
    ]
    own = [frame for frame in frames if "graphkit" in frame.filename] or frames
    return f"{type(error).__name__} at {Path(own[-1].filename).name}:{own[-1].lineno}"


if __name__ == "__main__":
    main()
