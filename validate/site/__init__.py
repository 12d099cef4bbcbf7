"""The static site: papers, equations, kernels, figures, errata and limits, readable offline."""
