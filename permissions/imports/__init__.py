"""What administrators bring in from spreadsheets: organisations and people."""
