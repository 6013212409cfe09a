"""The chat back end."""
