"""Files saved again by LibreOffice in three formats: what lands of them is what lands of the file itself.

It needs LibreOffice on the machine (`soffice`) and takes minutes: a command, and no test.
"""
