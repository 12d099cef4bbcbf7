r"""From the Hamiltonian to the first order in quantum components: the moves, (1)-(33).

Nothing is computed here: every move is an identity of small contours, matrices or fields that the
judges of its rows carry out.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step


def steps() -> tuple[Step, ...]:
    """The moves to the parts of the action."""
    return (*_to_the_determinant(), *_to_the_parts())


def _to_the_determinant() -> tuple[Step, ...]:
    return (
        Step("magnet:step-hamiltonian", r"H = H_{\mathrm{dot}} + H_l + H_r + H_{\mathrm{tun}}",
             "universal Hamiltonian of the dot, two leads, tunnelling"),
        Step("magnet:step-path-integral",
             r"\mathcal Z = \int D[\bar\Psi,\Psi]\, e^{i\mathcal S}",
             "coherent states at every step of the Keldysh contour", ("magnet:step-hamiltonian",)),
        Step("magnet:step-leads", r"\Sigma = t_l G_l t_l^\dagger + t_r G_r t_r^\dagger",
             "Gaussian integral over the fields of the leads", ("magnet:step-path-integral",)),
        Step("magnet:step-decoupling",
             r"e^{iJ\mathbf S^2} = \int D\mathbf B_{\mathrm{exc}}\, "
             r"e^{-i(\mathbf B_{\mathrm{exc}}^2/4J - \mathbf B_{\mathrm{exc}}\mathbf S)}",
             "Gaussian integrals over exchange field and potential", ("magnet:step-leads",)),
        Step("magnet:step-determinant",
             r"i\mathcal S = \mathrm{tr}\ln[G_0^{-1} + \mathbf M\boldsymbol\sigma/2 - V_d - \Sigma]"
             r" + i\mathcal S_{\mathrm{HS}}",
             "Gaussian integral over the fields of the dot", ("magnet:step-decoupling",)),
        Step("magnet:step-rotating-frame",
             r"R^\dagger\mathbf m\boldsymbol\sigma R = \sigma_z,\ Q = -iR^\dagger\dot R",
             "similarity under the trace", ("magnet:step-determinant",)),
        Step("magnet:step-gauges",
             r"\dot\eta_\pm = \delta M_\pm \mp \tfrac12\delta M_0^q,\ "
             r"\dot\psi_\pm = \delta V_\pm \mp \tfrac12\delta V_0^q",
             "the zero modes close the gauges on the contour", ("magnet:step-rotating-frame",)),
    )  # fmt: skip


def _to_the_parts() -> tuple[Step, ...]:
    return (
        Step("magnet:step-quantum-expansion",
             r"\mathrm{tr}\ln[G_c^{-1} + \delta] = \mathrm{tr}\ln G_c^{-1} + "
             r"\mathrm{tr}[G_c\delta]",
             "first order in the quantum components", ("magnet:step-gauges",),
             ("the noise, of second order, is left out",)),
        Step("magnet:step-berry-gauge",
             r"\dot\chi_c = \dot\phi_c(1-\cos\theta_c),\ \chi_q = \phi_q(1-\cos\theta_c)",
             "the diagonal potential vanishes without quantum components",
             ("magnet:step-quantum-expansion",)),
        Step("magnet:step-adiabatic", r"G_c^{-1} = G_z^{-1} - D_k^\dagger\Sigma D_k",
             "elements off the diagonal of spin are left out", ("magnet:step-berry-gauge",),
             ("the length M_0 is the largest energy of the dot",)),
        Step("magnet:step-transitions",
             r"G_c^{\sigma\bar\sigma} = -\tfrac{\sigma}{M_0} G_c^\sigma"
             r"(\tilde Q_\perp^k + D_k^\dagger\Sigma D_k)^{\sigma\bar\sigma}",
             "inverse by blocks of spin, one of which is of the order of M_0",
             ("magnet:step-adiabatic",)),
        Step("magnet:step-berry-action",
             r"i\mathcal S = -i\int S\sin\theta_c(\theta_q\dot\phi_c - \phi_q\dot\theta_c)",
             "trace of the diagonal potential with the spin's length", ("magnet:step-adiabatic",)),
        Step("magnet:step-zeeman",
             r"i\mathcal S_{\mathrm{HS}} = -i\tfrac{M_0B}{2J}\int\theta_q\sin\theta_c",
             "difference of the branches, first order in the quantum angle",
             ("magnet:step-determinant",)),
        Step("magnet:step-slow-split",
             r"G_c = G_s + G_s(D_k^\dagger\Sigma D_k - D_s^\dagger\Sigma D_s)G_s",
             "first order in what the fast coordinates rotate", ("magnet:step-adiabatic",)),
        Step("magnet:step-zero-modes",
             r"\tfrac{M_0}{2J} = \langle S\rangle,\ CV_{d0} = \langle N\rangle - N_0",
             "variation by the quantum zero modes", ("magnet:step-quantum-expansion",)),
    )  # fmt: skip
