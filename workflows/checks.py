"""Proofs, made at every start, that each declared process is sound."""
