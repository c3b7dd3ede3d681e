"""What a visit is, and what the host keeps beside its visits. Knows nothing of files or pages."""
