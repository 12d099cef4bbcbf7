"""What the generator refuses, one exception per stage."""


class CodegenError(ValueError):
    """Something that cannot become a kernel; the message names the culprit and the way out."""


class SpecError(CodegenError):
    """A kernel specification that contradicts itself."""


class UnsafeExpressionError(CodegenError):
    """An expression whose value would depend on a branch or a removable singularity."""


class UnsupportedOperationError(CodegenError):
    """An operation that a backend's printer does not know."""


class UnknownNameError(CodegenError):
    """A device, backend or generated file that does not exist."""


class WriteError(CodegenError):
    """A place that generated files cannot be written to."""
