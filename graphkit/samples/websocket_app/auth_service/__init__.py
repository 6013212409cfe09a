"""Who users are: accounts, tokens, login."""
