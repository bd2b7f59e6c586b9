"""Papers that the centre sends: typeset as PDF/A in Kazakh and in Russian, the letter also as DOCX.

A paper is made of a template and of data; what the data says is for the caller to know.
"""
