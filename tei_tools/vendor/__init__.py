"""What others made, unmodified, each with its licence; ``README.md`` says from where, in which version."""
