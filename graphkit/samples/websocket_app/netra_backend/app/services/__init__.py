"""What the application does for its users."""
