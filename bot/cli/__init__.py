"""The command line, ``attache`` or ``python -m bot``: one module a command group."""
