"""Tools that make runs on the project: coverage, minified scripts, a comparison of outputs."""
