"""One Chinese term, one English identifier: the glossary as data."""
