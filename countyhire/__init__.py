"""countyhire: 县聘乡用 on a district's own workbooks.

The parts, and which may import which, are in docs/design.md.
"""

__version__ = "0.1.0"
