"""What a widget asks for by plain requests."""
