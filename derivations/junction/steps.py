"""The moves from the tunnelling Hamiltonian to states, lines and rates, as a graph of steps."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Step


def steps() -> tuple[Step, ...]:
    """All steps of the junction's derivation."""
    return (
        Step("junction:step-coupling",
             r"\mathcal{H}_{SE}(t) = \sum_j A_j e^{-i\nu_j t} B_j(t),\quad "
             r"B_j = c_R^\dagger M_j c_L + c_L^\dagger N_j c_R",
             "interaction picture"),
        Step("junction:step-wick",
             r"\langle B_j(\tau) B_k(0)\rangle = \mathrm{Tr}(M_j N_k) f_R (1 - f_L) "
             r"e^{i\epsilon_{RL}\tau} + \mathrm{Tr}(N_j M_k) f_L (1 - f_R) e^{-i\epsilon_{RL}\tau}",
             "Wick contraction", ("junction:step-coupling",), ("free leads",)),
        Step("junction:step-traces",
             r"\mathrm{Tr}(M_j N_k) = \mathrm{Tr}(N_j M_k):\quad "
             r"\tilde\Gamma_{jk}(\omega) = \tfrac{1}{16\pi} \sqrt{\lambda\lambda'}\, "
             r"\mathrm{Tr}(M_j N_k)\, [\pi w(\omega) + i P(\omega)]",
             "spin traces", ("junction:step-wick",), ("constant densities of states",)),
        Step("junction:step-shifts",
             r"\Delta = -P(0) = \textstyle\sum_l \mathrm{P}\!\int f_l(\epsilon) / "
             r"(\epsilon' - \epsilon) = \sum \pm F,\quad F(x) = x \ln|x|",
             "imaginary parts over flat bands at T = 0", ("junction:step-traces",),
             ("constant densities of states between the band edges",)),
        Step("junction:step-secular",
             r"\dot\rho = -i[H, \rho] + \sum_\nu \sum_{mk} \gamma_{mk}(\nu) "
             r"(A_k \rho A_m^\dagger - \tfrac12 \{A_m^\dagger A_k, \rho\})",
             "Born, Markov, secular with respect to H_0", ("junction:step-traces",),
             ("rates well below max(V, T) and below the Larmor frequency",)),
        Step("junction:step-interaction",
             r"J_{\text{ex}} + i J_{\text{DM}} = -\tfrac{1}{4\pi} s \sqrt{\lambda_1\lambda_2} "
             r"\cos\tfrac{\theta}{2} e^{i\phi} P(0)",
             "imaginary parts at zero frequency", ("junction:step-secular",),
             ("Larmor frequency well below the bias",)),
        Step("junction:step-generator",
             r"\dot\rho_{ab} = \sum_{cd} L_{ab,cd} \rho_{cd},\quad 16 = 6 + 4 + 4 + 1 + 1",
             "matrix elements; magnetisation of ket and bra move together",
             ("junction:step-secular", "junction:step-interaction")),
        Step("junction:step-collective",
             r"\gamma \to \tfrac14(\lambda_1 + \lambda_2 \pm 2 s\sqrt{\lambda_1\lambda_2}"
             r"\cos\tfrac{\theta}{2}\cos\phi),\ \tfrac14(\lambda_1 - \lambda_2)",
             "sum and difference of the spins; triplet and singlet", ("junction:step-generator",)),
        Step("junction:step-stationary",
             r"\rho_{st} = \rho_1 \otimes \rho_2,\quad \rho_j \propto "
             r"\mathrm{diag}(w(-\nu), w(\nu))",
             "detailed balance of every Kossakowski matrix", ("junction:step-secular",)),
        Step("junction:step-unique",
             r"\{H, A, A^\dagger\}' = \mathbb{C}\,\mathbb{1}\ \Rightarrow\ "
             r"\rho_{st} = \rho_1 \otimes \rho_2 \text{ alone}",
             "commutant of Hamiltonian and jumps; the product has full rank",
             ("junction:step-stationary",), ("all rates positive",)),
        Step("junction:step-eigenvalues",
             r"\det(x - L) = \prod_k (x - x_k)",
             "secular blocks in triplet and singlet at the symmetric point",
             ("junction:step-collective",)),
        Step("junction:step-dark",
             r"[\hat d, H] = 0,\ A \hat d = 0:\quad "
             r"\rho_{st} = p\, \hat d + (1 - p)\, \rho_{tr}",
             "commutant of Hamiltonian and jumps", ("junction:step-stationary",
                                                     "junction:step-collective"),
             ("equal couplings, no spin-orbit rotation, J_1 J_2 > 0, no DM interaction",)),
    )  # fmt: skip
