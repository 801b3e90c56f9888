"""What Python itself says of a source file; shares no code with the extension."""
