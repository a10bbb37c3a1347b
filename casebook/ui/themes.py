"""The colours of the screen: dusk, paper, and one of strong contrast.

The rule is: colour repeats what a word already says. Nothing is told by colour alone.
"""

from typing import Final

from textual.theme import Theme

DUSK: Final = Theme(
    name="dusk",
    primary="#7fb2d9",
    secondary="#9fb0c3",
    accent="#e3b867",
    warning="#e3b867",
    error="#e88b80",
    success="#94c58d",
    foreground="#dbe2ea",
    background="#141920",
    surface="#1a2029",
    panel="#232b36",
    dark=True,
    variables={
        "border": "#7fb2d9",
        "border-blurred": "#37424f",
        "footer-background": "#1a2029",
        "footer-key-foreground": "#e3b867",
        "footer-description-foreground": "#b9c4d0",
        "input-selection-background": "#7fb2d9 35%",
        "block-cursor-background": "#2f4a61",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#26313d",
        "block-cursor-blurred-foreground": "#dbe2ea",
    },
)
"""For most rooms and most of the day: dark, soft, nothing shouts."""

PAPER: Final = Theme(
    name="paper",
    primary="#1f5f8b",
    secondary="#4d5d6c",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a3281d",
    success="#2c6b2a",
    foreground="#1b232b",
    background="#f6f4ef",
    surface="#fffdf8",
    panel="#e9e5dc",
    dark=False,
    variables={
        "border": "#1f5f8b",
        "border-blurred": "#b9b3a6",
        "footer-background": "#e9e5dc",
        "footer-key-foreground": "#8a5a00",
        "footer-description-foreground": "#3a444e",
        "block-cursor-background": "#cfe0ec",
        "block-cursor-foreground": "#10181f",
        "block-cursor-blurred-background": "#e4e2da",
        "block-cursor-blurred-foreground": "#1b232b",
    },
)
"""For a bright office."""

STRONG: Final = Theme(
    name="strong-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff9a9a",
    success="#9aff9a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    text_alpha=1.0,
    variables={
        "border": "#ffff00",
        "border-blurred": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#d0d0d0",
        "footer-background": "#000000",
        "footer-key-foreground": "#ffff00",
        "footer-description-foreground": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#3a3a3a",
        "block-cursor-blurred-foreground": "#ffffff",
    },
)
"""For weak sight and poor projectors: black, white and yellow."""

THEMES: Final = (DUSK, PAPER, STRONG)
"""Every theme the palette offers, the settled one first."""
