"""What happens by rules an admin sets."""
