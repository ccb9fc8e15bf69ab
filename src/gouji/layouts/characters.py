"""Classes of characters, for expressions."""

# A Chinese character: a letter that is neither Latin nor a digit. Not written as a range, [一-鿿], because Python walks
# through all 20,992 characters of it each time it compiles one, which takes as long as reading a page.
HAN = r"[^\W\da-zA-Z_]"
NOT_HAN = r"[\W\da-zA-Z_]"

# A digit, half- or full-width. An expression that begins with [0-9] is searched in a third of the time of one that begins
# with \d or with a repeated set: the matcher passes over what cannot begin it.
DIGIT = "[0-9０-９]"
