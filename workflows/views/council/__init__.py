"""The pages of a council: its sessions, one session as it goes on, the screen on the wall."""
