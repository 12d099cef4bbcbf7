"""``python -m spinloom`` is ``spinloom``."""

from spinloom.cli.main import main

if __name__ == "__main__":
    main()
