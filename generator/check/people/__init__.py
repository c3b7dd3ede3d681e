"""Checks of people: that they are there, cared for, seated and looked after."""
