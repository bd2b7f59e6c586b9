"""What documents add to ``manage.py``."""
