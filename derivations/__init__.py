"""From printed equations to checked derivations: the engine and one folder per device."""

if __name__ != "spinloom.derivations":
    raise ImportError(
        "import this room as spinloom.derivations, never under its bare name derivations"
    )
