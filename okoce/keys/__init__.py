"""Keys of identity numbers: their shape, the check values kept with the data, and what stops a start."""
