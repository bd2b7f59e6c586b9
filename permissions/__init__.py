"""Who: people, organisations, roles, scopes, conflicts, rules."""
