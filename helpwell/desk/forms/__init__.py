"""What people fill in at the desk, a form per module."""
