"""A disclosure as a Word document that an officer can go on editing: styles, contents field, real tables and charts."""

from gouji.render.docx.package import docx

__all__ = ["docx"]
