"""What the actions of each process ask for, a module a process."""
