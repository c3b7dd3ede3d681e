"""Reading of visits, workbooks and pages."""
