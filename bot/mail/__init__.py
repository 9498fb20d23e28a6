"""Letters and invitations: what leaves by mail, and the mailbox a rehearsal keeps them in."""
