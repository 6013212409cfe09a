"""The command line: argv to one workflow to an exit status."""
