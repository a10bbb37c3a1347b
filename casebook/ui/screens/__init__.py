"""The rooms of the screen, each named as a DSL would: one module and one style sheet a room."""
