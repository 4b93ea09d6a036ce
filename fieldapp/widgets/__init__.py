"""Small painted parts of the screens; they know colours and rows, nothing of orders or the exchange."""
