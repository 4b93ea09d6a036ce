"""Everything that a work order needs except a screen: its values and rules, the laptop's side, the hub."""
