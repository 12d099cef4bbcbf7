"""Kernels for NumPy. Generated; edits are lost.

Content     129e870c3a0f5ce91b6fb1862f16fdbf
Regenerate  spinloom generate --backend numpy
"""
