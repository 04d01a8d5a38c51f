"""Everything out, in open formats that come back equal."""
