"""Kernels for Numba. Generated; edits are lost.

Content     fde88ff7f2a930f1455f3745b637bc0e
Regenerate  spinloom generate --backend numba
"""
