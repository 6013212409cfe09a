"""`graphkit completion`: the script that teaches a shell to complete the command line."""

from __future__ import annotations

import click

_EPILOG = """\b
To switch it on, add one line to the shell's start-up file:
  bash  ~/.bashrc                   eval "$(graphkit completion bash)"
  zsh   ~/.zshrc                    eval "$(graphkit completion zsh)"
  fish  ~/.config/fish/config.fish  graphkit completion fish | source"""


@click.command(epilog=_EPILOG, short_help="The script that completes commands in a shell.")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the completion script for SHELL."""
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script is not None, "click knows the shells that the choice names"
    click.echo(script(context.find_root().command, {}, "graphkit", "_GRAPHKIT_COMPLETE").source())
