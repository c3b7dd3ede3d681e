"""Who sits where: the orders of precedence, and the people placed by them."""
