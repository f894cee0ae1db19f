"""What may be asked: the model of a bank, reading and checking a file, the shipped ones. Knows no database and no screen."""
