"""Search: words, queries, the index, and what readers get."""
