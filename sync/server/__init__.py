"""The hub, the office's side: `hub.Hub` is all of it without a network, `app` serves it."""
