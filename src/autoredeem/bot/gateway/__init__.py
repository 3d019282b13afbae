"""Discord's side: the client, interactions in, messages out, the commands, autocompletion."""
