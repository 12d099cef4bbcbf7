r"""The limits table: every row stated, proved by exact algebra, and measured.

`proof` works on the integrands at one energy, for any leads (`limit_proofs`);
`measure` takes the couplings and returns the order of a remainder (`expected`
> 0), or a relative residual that must vanish (`expected` = 0).
"""

from __future__ import annotations

from spinloom.derivations.engine.limits import Limit

from . import limit_measures as measured
from . import limit_proofs as proved


def rows() -> tuple[Limit, ...]:
    """All limits of the dimer, in the order of the table."""
    return (*_in_t(), *_in_bias(), *_symmetries(), *_scales(), *_time_reversal())


def _in_t() -> tuple[Limit, ...]:
    return (
        Limit(
            "dimer:limit-t-odd",
            r"t \to 0: \quad D_{ab}, \alpha^{antisym}_{ab}, \langle s_a \rangle = O(t)",
            proved.odd_in_t,
            measured.measure_odd_in_t,
            1,
        ),
        Limit(
            "dimer:limit-t-dyadic",
            r"t \to 0: \quad A_{ab}, \alpha^{aniso}_{ab}, S^{aniso}_{ab} = O(t^2)",
            proved.dyadic_starts_at_second_order,
            measured.measure_dyadic,
            2,
        ),
        Limit(
            "dimer:limit-t-isotropic",
            r"t \to 0: \quad J_{ab}, \alpha^{iso}_{ab}, S^{iso}_{ab} = X(0) + O(t^2)",
            proved.even_in_t,
            measured.measure_scalar,
            2,
        ),
    )


def _in_bias() -> tuple[Limit, ...]:
    return (
        Limit(
            "dimer:limit-bias-dmi",
            r"V \to 0: \quad D_{ab} = O(V)",
            proved.no_equilibrium_dmi,
            measured.measure_dmi_in_bias,
            1,
        ),
        Limit(
            "dimer:limit-fluctuation-dissipation",
            r"V = 0: \quad S^{iso, aniso}_{ab} = 2 T \alpha^{iso, aniso}_{ab}",
            proved.fluctuation_dissipation,
            measured.measure_fluctuation_dissipation,
            0,
        ),
        Limit(
            "dimer:limit-damping-spectral",
            r"V = T = 0: \quad \alpha^{iso}_{ab} = \frac{A_+ A_-}{8\pi}, \quad "
            r"\alpha^{aniso}_{ab} = \frac{(A_+ - A_-)^2}{16\pi}, \quad "
            r"A_s = -2\operatorname{Im} G_{s,ab}(\mu_F)",
            proved.fluctuation_dissipation,
            measured.measure_damping_from_spectra,
            0,
        ),
    )


def _symmetries() -> tuple[Limit, ...]:
    return (
        Limit(
            "dimer:limit-mirror",
            r"t_L = t_R,\; \epsilon_1 = \epsilon_2: \quad X_{12}(V) = X_{21}(-V), \quad "
            r"X_{11}(V) = X_{22}(-V)",
            proved.mirror,
            measured.measure_mirror,
            0,
        ),
        Limit(
            "dimer:limit-dmi-opposite",
            r"\text{any device, } \mu_l, T_l: \quad D_{12} = -D_{21}",
            proved.opposite_dmi,
            measured.measure_opposite_dmi,
            0,
        ),
        Limit(
            "dimer:limit-dmi-odd",
            r"\text{any device, } T_L = T_R: \quad D_{ab}(V) = -D_{ab}(-V)",
            proved.odd_dmi,
            measured.measure_odd_dmi,
            0,
        ),
        Limit(
            "dimer:limit-particle-hole",
            r"\epsilon_1 = \epsilon_2 = 0,\; (\mu_F, V) \to (-\mu_F, -V): \quad "
            r"J, A, \alpha^{iso}, \alpha^{aniso}, S \text{ even}; \quad "
            r"D, \alpha^{antisym}, \langle s \rangle \text{ odd}",
            proved.particle_hole,
            measured.measure_particle_hole,
            0,
        ),
        Limit(
            "dimer:limit-full-band",
            r"\mu_F \to 2 t_e,\; V = 0: \quad D, \alpha^{antisym}, \langle s \rangle \to 0",
            proved.full_band,
            measured.measure_full_band,
            0,
        ),
    )


def _scales() -> tuple[Limit, ...]:
    return (
        Limit(
            "dimer:limit-temperature",
            r"T \to 0: \quad X(T) - X(0) = \tfrac{\pi^2}{6} T^2 \sum_l x_l'(\mu_l) + O(T^4)",
            proved.sommerfeld,
            measured.measure_sommerfeld,
            2,
        ),
        Limit(
            "dimer:limit-wide-band",
            r"t_e \to \infty,\; \Gamma_l = 2 t_l^2/t_e \text{ fixed}: \quad "
            r"X - X_{wide} = O(1/t_e)",
            proved.wide_band_is_first_order,
            measured.measure_wide_band,
            1,
        ),
    )


def _time_reversal() -> tuple[Limit, ...]:
    return (
        Limit(
            "dimer:limit-time-reversal-odd",
            r"t\, \hat t \cdot \tau \text{ (odd)},\; V = 0: \quad D_{ab} = 0, \text{ but } "
            r"\langle s_a \rangle, \alpha^{antisym}_{ab} \neq 0",
            proved.no_dmi_but_spin,
            measured.measure_no_dmi_but_spin,
            0,
        ),
        Limit(
            "dimer:limit-time-reversal-even-dmi",
            r"i t\, \hat t \cdot \tau \text{ (even)},\; V = 0: \quad "
            r"D_{12} = \sin 2\varphi\, J^0_{12}, \quad \tan\varphi = t/t_0, \quad "
            r"\langle s_a \rangle = D_{aa} = A_{aa} = 0",
            proved.even_hopping_turns_spins,
            measured.measure_even_dmi,
            1,
        ),
        Limit(
            "dimer:limit-time-reversal-even-anisotropy",
            r"i t\, \hat t \cdot \tau \text{ (even)}: \quad "
            r"A_{12} = (1 - \cos 2\varphi)\, J^0_{12}",
            proved.even_hopping_turns_spins,
            measured.measure_even_anisotropy,
            2,
        ),
    )
