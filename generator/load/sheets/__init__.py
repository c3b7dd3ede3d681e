"""Tables of cells to rows of named fields, as the model reads them."""
