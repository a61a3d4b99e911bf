"""Charts of the page, one file a kind, drawn as SVG that follows the reader's colours."""
