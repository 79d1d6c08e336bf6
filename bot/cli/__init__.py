"""The command line, ``attache`` or ``python -m bot``: one module per group of commands."""
