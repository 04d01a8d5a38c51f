"""What the desk's addresses do, a module for each resource."""
