"""`make bench`: our own times beside those of peers doing the same work in the same run; writes docs/performance.md."""
