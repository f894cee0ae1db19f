"""`python -m questionnaire`."""

import sys

from questionnaire.commands.main import main

if __name__ == "__main__":
    sys.exit(main())
