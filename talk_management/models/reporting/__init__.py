"""Counting and printing: ledger, forms, scheduled reports. Writes nothing else."""
