"""The command: `graphkit`, or `python -m graphkit`."""

import sys

# `python -m` looks for modules in the current directory first, which may be the analysed code's: graphkit
# itself is found by now, and nothing else may come from there
if __name__ == "__main__" and not sys.flags.safe_path and sys.path:
    del sys.path[0]


def main() -> None:
    """Run the command line and exit the process with its status.

    Until its first line runs, and after its last, an interrupt ends the process at once and without words.
    """
    import signal

    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from graphkit.cli.main import main as run

    run()


if __name__ == "__main__":
    main()
