"""The desk: where people sign in, look things up, and work on tickets."""
