"""How workbooks are laid out: page set-up, widths and cells."""
