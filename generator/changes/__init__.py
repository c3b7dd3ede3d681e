"""What changed on people's cards since they went out: as data, worded elsewhere."""
