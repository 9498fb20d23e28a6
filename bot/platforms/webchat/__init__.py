"""The trial page: a chat, a mailbox and a movable clock for rehearsals."""
