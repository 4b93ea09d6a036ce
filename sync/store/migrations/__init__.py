"""The steps of the laptop's schema; each is frozen once it is released."""
