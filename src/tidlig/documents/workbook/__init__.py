"""The ledger as a workbook whose sums are formulas over its movements, and which checks itself."""
