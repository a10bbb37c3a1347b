"""Pages: what casework answers with, set as text for reading; they ask and change nothing."""
