"""The real bot in a local browser page, without a token: a simulated Discord and the sample dispatches."""
