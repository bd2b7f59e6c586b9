"""The demo: a region with its people, and cases in every state.

`fill` makes them in an empty database. Cases come about as real ones do, by actions of the
people concerned through the engine, so that their trails are true; only the times lie in the past.
"""
