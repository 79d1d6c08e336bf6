"""What Attaché does, free of Discord and of SQL: one module a use case."""
