"""Tables, migrations and every query; nothing else speaks SQL."""
