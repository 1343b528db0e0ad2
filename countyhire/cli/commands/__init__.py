"""One module a command; each holds a function of the command's own name."""
