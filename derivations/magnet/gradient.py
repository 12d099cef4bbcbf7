r"""The slow Green's function: gradient expansion, its corrections, criteria of slowness.

The operator of any order is `engine.gradient`; with the rates of (34) its second order reduces to
the closed forms of the rows magnet:gradient-*.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step


def steps() -> tuple[Step, ...]:
    """The moves of appendix B."""
    return (
        Step("magnet:step-wigner",
             r"f = \exp[-\tfrac i2\sum_{a<b}(\partial_t^a\partial_\omega^b - "
             r"\partial_\omega^a\partial_t^b)]\, g\,h\cdots",
             "Wigner transform of a convolution: derivatives of delta functions by parts"),
        Step("magnet:step-slow-green",
             r"G_s^{R/A} = \frac{1}{\omega-\xi\pm i\Gamma(\theta)},\ "
             r"G_s^K = \frac{-2i\Gamma F_s}{(\omega-\xi)^2+\Gamma^2}",
             "zeroth order of the gradient expansion",
             ("magnet:step-wigner", "magnet:step-slow-split", "magnet:step-rotated-self-energy")),
        Step("magnet:step-corrections",
             r"\delta G^{R/A} = \pm\tfrac i4\ddot\Gamma (G^{R/A})^4,\ \delta G^K = "
             r"\frac{2i\Gamma(\Gamma\partial_tF + \dot\Gamma\epsilon\,\partial_\omega F)}"
             r"{(\epsilon^2+\Gamma^2)^2}",
             "orders one and two, the inverse solved order by order", ("magnet:step-slow-green",)),
        Step("magnet:step-criteria",
             r"1 \gg \dot\theta/\Gamma,\ \ddot\phi/(T\Gamma),\ \dot\phi\dot\theta/(T\Gamma),\ "
             r"\dot\theta/T",
             "size of the corrections at resonance and a broadening away",
             ("magnet:step-corrections",)),
    )  # fmt: skip
