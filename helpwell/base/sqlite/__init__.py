"""SQLite as Django knows it, with less work for each statement."""
