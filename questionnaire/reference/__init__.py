"""What is known beforehand: facts about countries, and the identifiers of suppliers."""
