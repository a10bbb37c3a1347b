"""Parts that rooms are furnished with; they show and ask, and never call casework."""
