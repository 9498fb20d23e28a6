"""Letters in Word: the house's templates, the secretariat's own, and how they are filled."""
