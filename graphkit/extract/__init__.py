"""The world in: directories, files and configuration to values and problems."""
