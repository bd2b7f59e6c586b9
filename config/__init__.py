"""How the rooms are put together: settings, addresses, the embedded database, entry points."""
