"""The names of the queues of jobs. Each has workers of its own."""

QUICK = "quick"
BULK = "bulk"
