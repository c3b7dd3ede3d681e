"""How every workbook is written: file, pages, widths and cells."""
