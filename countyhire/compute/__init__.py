"""Figures out, pure: a book, a policy and a day in, frozen results out."""
