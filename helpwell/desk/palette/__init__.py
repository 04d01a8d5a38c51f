"""The command palette: everything of the desk by a few letters."""
