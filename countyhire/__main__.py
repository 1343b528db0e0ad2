"""`python -m countyhire` is the `countyhire` command."""

from countyhire.cli import main

if __name__ == "__main__":
    main()
