"""Minutes as Word documents: drawn from a version, and an edited one read back."""
