"""Small widgets: each shows one thing and sends one message."""
