"""Where the stages meet: read, check, compute, make documents, write."""
