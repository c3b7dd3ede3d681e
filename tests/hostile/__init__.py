"""Bad inputs: every number of the list of them has a named test."""
