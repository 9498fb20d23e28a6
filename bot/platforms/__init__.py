"""Where people talk to Quipu: each platform listens, and draws what is said."""
