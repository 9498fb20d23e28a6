"""Words: what is said (catalogue, dates) and what is read (folding, reading), in each language of a folder here."""
