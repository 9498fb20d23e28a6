"""What people would rather look at than read: signed links and subscribed calendars."""
