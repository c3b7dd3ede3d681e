"""Names as clerks write them: which person, place or vehicle a name means."""
