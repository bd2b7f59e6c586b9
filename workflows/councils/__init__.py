"""Councils: who sits on them, what is before them, who is present, how it is decided.

The process CS (`workflows.processes.session`) tells a session with these words; what comes before
a council declares so itself, by the moves that it marks with `Sitting`.
"""
