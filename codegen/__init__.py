"""From checked derivations to readable, vectorised kernels.

    kernels/<device>.py   names, axes and sources for the derivation's formulas    KernelSpec
    rewrites, lower       safe forms; every name assigned before it is used        ir.Function
    backends/<name>/      expressions as text, loops or scalars, plain data        Block
    render                templates filled, content hashed                         str
    write                 compared with what is there, put in place at once        files
    trace                 from a generated line, or a stale one, to its equations

A new device is a file in ``kernels``; a new backend is a folder in ``backends``; each has one
line in its folder's table.
"""

if __name__ != "spinloom.codegen":
    raise ImportError("import this room as spinloom.codegen, never under its bare name codegen")
