"""What Attaché claims, measured."""
