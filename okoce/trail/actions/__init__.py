"""What is done with the access log: chained, checked, watched."""
