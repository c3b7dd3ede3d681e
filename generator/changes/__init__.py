"""Changes of cards since they were published, as data that `render/changes` words."""
