"""What time asks: working days, duties, reminders, the tick and the delivery. Knows only the papers."""
