"""Reports and disclosures in the kinds people ask for: text, JSON, HTML, XLSX, CSV."""
