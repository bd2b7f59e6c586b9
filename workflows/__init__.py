"""What happens: cases, the engine that moves them, the processes and their pages."""
