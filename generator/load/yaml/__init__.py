"""YAML files to nodes with places; every mistake in the text is a finding."""
