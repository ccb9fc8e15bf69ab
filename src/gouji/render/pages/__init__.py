"""Pages of a PDF shown as they look, with what was read or found on them drawn over."""
