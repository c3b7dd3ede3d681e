"""Bad inputs and faults: every number of the list of threats has a named test."""
