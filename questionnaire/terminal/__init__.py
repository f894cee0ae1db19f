"""The terminal UI. A screen turns messages into workspace calls, a widget shows one thing; none holds a rule, a query or a file."""
