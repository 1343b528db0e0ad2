"""The command line: one short file a command. It parses, makes one call, prints and exits."""


def main() -> None:
    """Run the command line; every way out is an exit code of docs/commands.md, never a traceback."""
    try:
        from countyhire.cli.shell import run

        run()
    except KeyboardInterrupt:  # before or after the shell could say so
        raise SystemExit(130) from None
