"""The live preview: serves the site on this machine and rebuilds what changed after each save."""
