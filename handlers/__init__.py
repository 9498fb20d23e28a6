"""What people ask: commands, replies, mandates. May ask the scheduler what is due."""
