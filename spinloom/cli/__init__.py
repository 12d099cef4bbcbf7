"""The command line: one module per verb; what is heavy is imported inside the verbs."""
