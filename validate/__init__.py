"""Kernels against independent oracles, and the ledger of verdicts."""

if __name__ != "spinloom.validate":
    raise ImportError("import this room as spinloom.validate, never under its bare name validate")
