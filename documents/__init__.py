"""What was filed and what was rendered."""
