"""Two versions of a visit compared, in words: for the screen and as JSON."""
