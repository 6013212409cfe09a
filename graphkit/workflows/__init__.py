"""The order of steps of each command, and nothing else."""
