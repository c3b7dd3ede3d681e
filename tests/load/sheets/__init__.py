"""Tables to rows of named fields."""
