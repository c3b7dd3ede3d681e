"""Publishes a visit: permission, delivery, records, verification, retirement."""
