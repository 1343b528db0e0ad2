"""Workbooks in: what is written on them, as typed records, and every problem at its cell."""
