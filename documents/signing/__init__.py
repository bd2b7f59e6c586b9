"""Detached signatures (CMS) under files: whose they are, whether they hold, why not.

Nothing here knows of cases or accounts; what is refused is said in words for the signer.
"""
