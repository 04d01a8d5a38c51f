"""What the assistant does with a message."""
