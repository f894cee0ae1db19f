"""What is handed out: an answer sheet as plain data, then one module per format.

Knows no database and no screen.
"""
