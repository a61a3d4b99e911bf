"""From what a feed reads to rows of evidence: fetch, name, merge, validate, write."""
