"""One screen each, named by what people call it."""
