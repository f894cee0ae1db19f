"""The command line: every noun its module. Knows the workspace, no database and no screen."""
