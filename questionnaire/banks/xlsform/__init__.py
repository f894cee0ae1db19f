"""Banks in a spreadsheet: out to an XLSForm workbook and back, and in from other forms (XLSForm, VSAQ).

Everything here ends in a bank file's text, which the reader of `banks` checks like any other. Reading a bank needs none of it.
"""
