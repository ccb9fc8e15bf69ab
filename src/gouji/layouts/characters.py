"""Classes of characters, for expressions."""

# A Chinese character: a letter that is neither Latin nor a digit. Not written as a range, [一-鿿], because Python walks
# through all 20,992 characters of it each time it compiles one, which takes as long as reading a page.
HAN = r"[^\W\da-zA-Z_]"
NOT_HAN = r"[\W\da-zA-Z_]"
