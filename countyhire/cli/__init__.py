"""The command line: one short file a command. It parses, makes one call, prints and exits."""

import gc


def main() -> None:
    """Run the command line; every way out is an exit code of docs/commands.md, never a traceback."""
    try:
        gc.set_threshold(200_000, 20)  # figures make few cycles; looking for them took a tenth of the time
        from countyhire.cli.shell import run

        run()
    except KeyboardInterrupt:  # before or after the shell could say so
        raise SystemExit(130) from None
