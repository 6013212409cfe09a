"""Agents answer questions."""
