"""A published file in, a Disclosure out."""
