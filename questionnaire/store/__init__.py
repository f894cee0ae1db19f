"""What is kept: tables, the database, migrations, saving and queries. Rows never leave this package."""
