"""Where editors and agents work."""
