"""What people can do, by subject: each feature is a room of handlers. None knows discord."""
