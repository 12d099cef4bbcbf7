"""Generated kernels, one package per backend; written by ``spinloom generate`` only."""

if __name__ != "spinloom.generated":
    raise ImportError("import this room as spinloom.generated, never under its bare name generated")
