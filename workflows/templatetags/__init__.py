"""What templates of every page ask for."""
