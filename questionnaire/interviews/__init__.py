"""What answers mean: conditions, the walk (what is asked next), findings. Pure functions; knows no database and no screen."""
