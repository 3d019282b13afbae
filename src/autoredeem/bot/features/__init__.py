"""What people can do: the handlers, a package for each subject. None knows discord."""
