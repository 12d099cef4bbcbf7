"""Numerical methods shared by the devices: panels, tables of integrals, thermal averages."""
