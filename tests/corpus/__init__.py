"""The sample files of `raw/sample/`: each trap of real workbooks once, invented, written by `write.py`."""
