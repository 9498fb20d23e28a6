"""What comes back to the network's mailbox: read, applied where the rule allows it, else kept for a person to look at."""
