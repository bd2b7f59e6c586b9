"""How gunicorn serves Sarap; ``gunicorn --config python:config.gunicorn config.wsgi``."""

import os

# Sync workers keep their database connection between requests, which threads do not.
worker_class = "sync"
workers = int(os.environ.get("SARAP_WORKERS", str(2 * (os.cpu_count() or 1))))
bind = os.environ.get("SARAP_BIND", "127.0.0.1:8000")
# Loaded once and then forked: quicker to start, and the workers share the memory.
preload_app = True
# A large file over a slow line takes its time.
timeout = 120
accesslog = "-"
