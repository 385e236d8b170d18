"""One page of HTML that needs nothing beside it: answers, charts, tables, findings and sources."""
