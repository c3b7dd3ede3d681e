"""A visit's secret, the addresses derived from it, and the encryption of cards."""
