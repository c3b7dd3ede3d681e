"""The proposal of `handbook assign` in words: as a workbook for the office, and for the screen."""
