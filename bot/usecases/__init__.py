"""What Attaché does, without Discord and without SQL: one module per use case."""
