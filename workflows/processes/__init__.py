"""One module a process; each is found here and registers itself."""
