"""Tables of CSV and Excel files: what each column is for, and what each cell surely says."""
