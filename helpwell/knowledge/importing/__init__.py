"""Articles in: JSON lines, tables, folders of Markdown and our own export, row by row with a report."""
