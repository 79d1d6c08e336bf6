"""The real bot on a local web page, without a token: a simulated Discord and the sample dispatches."""
