"""What people leave with: workbook, page, note and charts, written from finished reports."""
