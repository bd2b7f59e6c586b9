"""The pages: what a person sees of cases and how they act on them."""
