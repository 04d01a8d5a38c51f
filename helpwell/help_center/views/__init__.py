"""What answers each public address, a module for each kind of thing."""
