"""The side of Discord: client, interactions in, messages out, commands, autocompletion."""
