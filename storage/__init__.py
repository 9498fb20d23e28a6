"""What is written down: charter, records, outbox, journal. Knows nobody above it."""
