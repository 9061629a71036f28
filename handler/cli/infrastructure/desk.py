"""Letting the function write content, which only a stage whose desk is on may."""

from handler.cli.infrastructure.stages import Stage


def set_desk(stage: Stage, on: bool) -> None:
    """Give the function of a stage the rights that the desk needs, or take them away."""
