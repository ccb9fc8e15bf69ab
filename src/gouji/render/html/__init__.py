"""The tie-out report as one HTML file to mail: nothing to load, nothing to run, readable on a phone and on paper."""

from gouji.render.html.report import report_html

__all__ = ["report_html"]
