"""From checked derivations to readable, vectorised kernels."""

if __name__ != "spinloom.codegen":
    raise ImportError("import this room as spinloom.codegen, never under its bare name codegen")
