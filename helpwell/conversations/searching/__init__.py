"""How conversations are found: what was asked, the index the database keeps, and the sentence to show."""
