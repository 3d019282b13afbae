"""Who keeps lists of players: files, and sites over HTTP, all of one shape."""
