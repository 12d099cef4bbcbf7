"""spinloom: printed theory of spin transport as checked derivations and fast kernels."""
