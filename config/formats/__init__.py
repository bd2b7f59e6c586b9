"""Dates and numbers of languages for which Django has none; without them Kazakh gets American."""
