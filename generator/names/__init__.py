"""Things by their names: which one a name means, spelled as clerks spell them."""
