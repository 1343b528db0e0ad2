"""The year on one page: `countyhire report`."""
