"""The contact form: it answers while one writes, and sends what no article answers."""
