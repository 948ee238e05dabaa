"""What would repeat the contracts of datasets is made from them: staging, lists, the table of raw/README.

What does not belong here: what a dataset promises (contracts.datasets), blank templates (templates).
"""
