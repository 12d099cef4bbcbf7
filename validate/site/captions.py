"""What each figure shows, with which parameters, and the public call that gives its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Caption:
    """A figure's words, its parameters, and Python that computes what it plots."""

    text: str
    parameters: str
    call: str


_MAP = "t_e = 100, t_0 = 2, t_L = t_R = 10 meV, site energies zero, T = 0; t = {t} meV"
_MAP_CALL = """import numpy as np
from spinloom import dimer
mu_F, bias = np.linspace(-5, 5, 201)[:, None], np.linspace(-10, 10, 201)
couplings = dimer.couplings(mu_F, bias, t={t})"""
_AGAINST = """import numpy as np
from spinloom import dimer
couplings = dimer.couplings(0.0, np.linspace(-8, 8, 801), t={t})"""
_MEAN = """import numpy as np
from spinloom import dimer
found = dimer.mean_orientation(np.linspace(-6, 6, 25), t={t}, coupling=4.0, S=2.5,
                               temperature=0.05, tolerance=1e-6)
mean = found.mean"""
_NO_FIELD = "Delta = 4 meV, S = 5/2, temperature 0.05 meV, mu_F = 0, no Zeeman field, no anisotropy"
_JUNCTION = """from spinloom import junction
p = junction.Parameters(J_ex=0.2)
spectra = {{name: junction.spectrum(name, [0.1, 0.7], p).density for name in {names}}}"""
_PAIR = """import numpy as np
from spinloom import junction
p = junction.Parameters(bias={bias}, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
start = np.diag([0.0, 1.0, 0.0, 0.0])
"""
_MAGNET = """import numpy as np
from spinloom import magnet
p = magnet.Parameters(Gamma_l_up=0.3, Gamma_l_down=0.9, Gamma_r=0.6, rho_up=10, rho_down=10,
                      drho_up=-0.002, drho_down=0.002, B=5, S=1000,
                      d=np.linspace(-3, 3, 601) * 7.5e5)
"""
_DEVICE = (
    "Gamma_l = 0.3 (up), 0.9 (down), Gamma_r = 0.6, densities of states 10, slopes -0.002 and"
    " 0.002, B = 5, S = 1000; drives over d_0 = 7.5e5, at which the thermal torque balances the"
    " damping at a pole"
)

_NETWORK = """from spinloom.derivations.engine.network import network
net = network("LR", {particles})
"""

_DIAGRAMS = """from spinloom import valve
found = valve.diagrams({arguments})
"""

_ENERGIES = """import numpy as np
from spinloom import valve
omega = np.linspace(-2.5, 2.5, 501)
"""
_STORED = """import numpy as np
from spinloom import valve
found = valve.storage({arguments})"""
_EXCHANGE = """import numpy as np
from spinloom import valve
{values}
found = valve.currents({mu}, -{mu}, {T}, {T}, {J}, {J}, 25.0)
emission, torque = found.E_ex / found.Gamma, found.T_ex / found.Gamma"""
_TENSORS = """import numpy as np
from spinloom import valve
V, angle = {V}, {angle}
currents = valve.currents(V / 2, -V / 2, 1.0, 1.0, 5.0, 5.0, 25.0)
right = np.stack([0 * angle, -np.sin(angle), np.cos(angle)], axis=-1)
found = valve.quadrupole_current([0, 0, 1], right, currents, spin_L=0.5)"""
_THERMAL = """import numpy as np
from spinloom import valve
J, tau = {J}, {tau}
found = valve.currents(0.0, 0.0, 1.0, 1 / (1 - tau), J, J, 25.0)
I_Q = found.E_ex"""
_BANDS = """import numpy as np
from spinloom import valve
wide = valve.Band.stoner([2.5, 27.5], [0.04, 0.04], J=30.0)
narrow = valve.Band.stoner([-23.0, -11.0], [1 / 12, 1 / 12], J=34.0)
band, V = valve.Band.joined(wide, narrow), np.linspace(0, 10, 6)
"""

_CAPTIONS: Mapping[str, Caption] = MappingProxyType(
    {
        "dimer:2": Caption(
            "Exchange, Dzyaloshinskii-Moriya coupling, isotropic damping and noise of spin 2 over"
            " Fermi energy and bias. Lines: a chemical potential meets a level of the dimer.",
            _MAP.format(t=0.1), _MAP_CALL.format(t=0.1),
        ),
        "dimer:6": Caption(
            "Anisotropic exchange, easy axis, anisotropic damping and noise of spin 2, which"
            " vanish without spin-orbit hopping.",
            _MAP.format(t=0.1), _MAP_CALL.format(t=0.1),
        ),
        "dimer:7": Caption(
            "All couplings of spin 2 at strong spin-orbit hopping.",
            _MAP.format(t=1), _MAP_CALL.format(t=1.0),
        ),
        "dimer:3": Caption(
            "Torques at one direction on the sphere: (a) of the damping, with the rate, (b) of the"
            " exchange, the DMI and the anisotropies. All are tangent to the sphere.",
            "V = 2 mV, t = 1 meV, Delta = 4 meV, S = 5/2, temperature 0, spin 1 along z, spin-orbit"
            " hopping along x, m = (0.48, 0.6, 0.64)",
            "import numpy as np\nfrom spinloom.validate.dimer_motion_figures import torques\n"
            "found = torques(2.0, 1.0, np.array([0.48, 0.6, 0.64]))",
        ),
        "dimer:4": Caption(
            "Mean orientation against bias by three methods (lines: Fokker-Planck; dotted:"
            " Boltzmann weight with effective temperature; dots with bars of two standard errors:"
            " Langevin), couplings below. The text says t = 5% of t_0 = 0.1 meV, the caption"
            " 0.05 meV: both are shown. The coupling Delta and the anisotropies are not in the"
            " paper.",
            _NO_FIELD + "; t = 0.1 and 0.05 meV", _MEAN.format(t=0.1),
        ),
        "dimer:5": Caption(
            "As Fig. 4, at strong spin-orbit hopping.",
            _NO_FIELD + "; t = 1 meV", _MEAN.format(t=1.0),
        ),
        "dimer:5-parameters": Caption(
            "How the mean orientation depends on what the paper does not say: the coupling Delta,"
            " the spin length S, the easy axis and the in-plane anisotropy.",
            "as Fig. 5, one parameter varied in each panel", _MEAN.format(t=1.0),
        ),
        "dimer:4-lower": Caption(
            "Couplings of spin 2 against bias at weak spin-orbit hopping.",
            "mu_F = 0, T = 0, t = 0.05 and 0.1 meV", _AGAINST.format(t=0.1),
        ),
        "dimer:5-lower": Caption(
            "Couplings of spin 2 against bias at strong spin-orbit hopping.",
            "mu_F = 0, T = 0, t = 1 meV", _AGAINST.format(t=1.0),
        ),
        "junction:2left": Caption(
            "Spectra C_1 and C_3: black without, coloured with the Dzyaloshinskii-Moriya"
            " interaction; vertical lines at the transitions of (9).",
            "V = 1, nu = 0.1, lambda = 0.01 and 0.009, T = 0, J_ex = 0.2; coloured: J_DM = 0.2,"
            " phi = pi/4",
            _JUNCTION.format(names='("C1", "C3")'),
        ),
        "junction:2right": Caption(
            "Spectrum C_2: black without, coloured with the Dzyaloshinskii-Moriya interaction.",
            "as Fig. 2 left", _JUNCTION.format(names='("C2",)'),
        ),
        "junction:3left": Caption(
            "Entanglement of the stationary states of two equally coupled spins against the"
            " weight of the dark state.",
            "V = 2.5, nu = 1, lambda_1 = lambda_2 = 0.0126, J_ex = 0.024",
            _PAIR.format(bias=2.5)
            + "found = junction.entanglement(junction.steady_states(p).state(start))",
        ),
        "junction:3right": Caption(
            "Entanglement after repeated measurements: three outcomes at times 150, 300, 450.",
            "V = 1.25, nu = 1, lambda_1 = lambda_2 = 0.0126, J_ex = 0.024",
            _PAIR.format(bias=1.25)
            + "found = junction.purify(p, start, (150.0, 300.0, 450.0)).success",
        ),
        "junction:lifetime": Caption(
            "How long entanglement lasts off the dark point: slowest rate and entanglement left,"
            " against detuning and angle.", "as Fig. 3, ratio of couplings and theta varied",
            "from spinloom import junction\np = junction.Parameters(lambda_2=[0.009, 0.0099],"
            " J_ex=0.024)\ngap = junction.steady_states(p).gap",
        ),
        "valve:5": Caption(
            "A valve of two ferromagnets, and the nodes of its networks: one for each electrode's"
            " spin, one for each unordered pair of electrodes for the spin-quadrupole moment.",
            "two electrodes", _NETWORK.format(particles=2) + "nodes = net.nodes",
        ),
        "valve:11": Caption(
            "Network of the spin: one link, and what the Stoner fields do to each node from"
            " outside. Currents are positive into the node that is named first.",
            "two electrodes", _NETWORK.format(particles=1) + "links = net.links",
        ),
        "valve:12": Caption(
            "Network of the spin-quadrupole moment: an electron that tunnels changes one member of"
            " a pair, so that all currents pass the node across the junction.",
            "two electrodes", _NETWORK.format(particles=2) + "links = net.links",
        ),
        "valve:7": Caption(
            "Anisotropy functions of one orbital at an energy, of either spin and their sum, and"
            " the exchange moment. Circles: the extremes, whose size falls with temperature; the"
            " area under either spin's function is J/4 at any temperature, so that the weight that"
            " is said to shrink is the height.",
            "infinite flat band; T = J/10 (a) and J/2 (b); (a)-(d) above the curves: regimes of a"
            " cold ferromagnet",
            _ENERGIES + "found = [valve.anisotropy(omega, 1.0, T) for T in (0.1, 0.5)]",
        ),
        "valve:9": Caption(
            "Exchange moment over the spin against temperature, with its limits. It falls linearly"
            " at first.",
            "D = 25 J, mu = 0",
            _STORED.format(arguments="1.0, np.linspace(0, 3, 301), D=25.0"),
        ),
        "valve:10": Caption(
            "Spin and exchange moment against the Stoner splitting, with the limits (72). Dashed:"
            " the spin that the caption states, twice that of (26), (27), which is the computed"
            " one.",
            "D = 25 T, mu = 0, one orbital",
            _STORED.format(arguments="np.linspace(0, 12, 241), 1.0, D=25.0"),
        ),
        "valve:14": Caption(
            "Direct current 2 <S> T_S against the Stoner splitting: it grows with the third power,"
            " which the text says of T_S, which grows with the second; voltage and temperature do"
            " not change its first eight digits. The caption fixes J = 5t, though J is the abscissa"
            " (diamond), and does not say the voltage.",
            "D = 25t, T = t/2, V = t; circles T = V = 0",
            _EXCHANGE.format(values="J = np.geomspace(0.1, 20, 21)", T="0.5", mu="0.5", J="J")
            + "\nspin = valve.storage(J, 0.5, D=25.0, mu=0.5).spin / 50"
            "\ndirect = 2 * spin * found.T_S / found.Gamma",
        ),
        "valve:15": Caption(
            "Sizes of exchange emission and torque against the Stoner splitting. The torque is half"
            " of (120). Circles: they cross at J* = 9.587t for T = 0, where leading order in J/D"
            " gives 8.86t (cross; the caption rounds it to 9t), and at 5.80t for T = t/2. The"
            " caption's linear start at T = t/2 is quadratic (dashed black).",
            "D = 25t, V = t, T = 0 and t/2",
            _EXCHANGE.format(values="J = np.linspace(0, 14, 29)", T="0.5", mu="0.5", J="J"),
        ),
        "valve:16": Caption(
            "Sizes of exchange emission and torque against the voltage. At T = 0 the torque is"
            " 0.1455, near the caption's 0.15 (dashed), which the caption ascribes to (120): that"
            " is 0.318 as printed (dotted). At T = t/2 it is 0.1137. At T = 0 they cross at"
            " V* = 0.2910t (circle), not exactly at the estimate t/pi (cross).",
            "D = 25t, J = 5t, T = 0 and t/2",
            _EXCHANGE.format(values="V = np.linspace(0, 8, 33)", T="0.5", mu="V / 2", J="5.0"),
        ),
        "valve:17": Caption(
            "Sizes of exchange emission and torque against the temperature. The emission, which the"
            " text calls exponential, begins as V/2 - T (dashed); at T = V a seventh is left of it,"
            " and more than half of the torque.",
            "D = 25t, J = 5t, V = t",
            _EXCHANGE.format(values="T = np.linspace(0, 2, 21)", T="T", mu="0.5", J="5.0"),
        ),
        "valve:18": Caption(
            "Principal values of the direct current, over the number of polarised spins, and of the"
            " exchange current against the angle between the fields. Grey: the direct values as the"
            " caption states them, twice the eigenvalues.",
            "J = 5t, D = 25t, V = T = t, Gamma = 2 pi/2500",
            _TENSORS.format(V="1.0", angle="np.linspace(0, np.pi / 2, 91)")
            + "\nvalues = [valve.principal(I).values for I in (found.direct, found.exchange)]",
        ),
        "valve:19": Caption(
            "Principal vectors of the exchange current in the plane of the left field (e_z) and the"
            " torque (e_x), in steps of pi/36 of the angle between the fields; negative values"
            " point towards the origin. At small angles the axis + is the left field, e_z, which"
            " the text calls e_x there. Open marks: with the torque's sign of (102), opposite to"
            " that of (120). The text promises the direct axes too (straight lines), which do not"
            " turn.",
            "J = 5t, D = 25t, V = T = t, Gamma = 2 pi/2500; angle from 0 to pi/2",
            _TENSORS.format(V="1.0", angle="np.pi * np.arange(19) / 36")
            + "\nfound = valve.principal(found.exchange)",
        ),
        "valve:20": Caption(
            "As Fig. 19 for voltages in steps of t/10. Without a voltage there is only the torque,"
            " and the axes lie halfway; then the emission takes over.",
            "J = 5t, D = 25t, T = t, Gamma = 2 pi/2500; angle pi/4, V from 0 to 1.5t",
            _TENSORS.format(V="np.arange(16) / 10", angle="np.pi / 4")
            + "\nfound = valve.principal(found.exchange)",
        ),
        "valve:21": Caption(
            "Size of the quadrupole current between collinear fields at unequal temperatures and"
            " equal chemical potentials, where neither charge nor spin flows; dashed: linear"
            " response (137).",
            "T_L = t, J = 5t, D = 25t, Gamma = 2 pi/2500; bias ratio from -1 to 0.6",
            _THERMAL.format(J="5.0", tau="np.linspace(-1, 0.6, 17)"),
        ),
        "valve:22": Caption(
            "The same against the Stoner splitting. The caption orders the curves from -0.5 at the"
            " top to 0.5 at the bottom, which is the order of the signed current (a), not of its"
            " size (b), which the axis names: there 0.5 is topmost. The linear result (thin) is odd"
            " in the bias ratio; the print equates both signs. It saturates at"
            " -(Gamma/2) tau T_L, in the text without the sign.",
            "T_L = t, D = 25t, Gamma = 2 pi/2500; bias ratios -0.5, -0.1, 0.1, 0.5",
            _THERMAL.format(J="np.linspace(0, 14, 15)", tau="0.5"),
        ),
        "valve:bands": Caption(
            "The two models of Fig. 3 (densities of states above) and what their polarisation at"
            " the Fermi energy switches on (below): a charge current that depends on the angle"
            " between the fields, and spin currents along both of them. A flat band has neither.",
            "(a) parabola of density, D = 25t, J = 10t, Fermi energy 15t; (b) half the widths 12.5t"
            " and 6t, J = 30t and 34t, Fermi energy 0; T = t/2, both electrodes alike",
            _BANDS + "found = valve.currents(V / 2, -V / 2, 0.5, 0.5, band_L=band, band_R=band)",
        ),
        "valve:23": Caption(
            "Two electrons scatter by the two-particle operator. Each final state stands above the"
            " initial state that it equals: the contractions of its four fields, with their sign.",
            "any two electrons",
            "from spinloom.derivations.engine.pairings import pairings\n"
            "contractions = pairings((0, 1, 2, 3), {(0, 2), (0, 3), (1, 2), (1, 3)})",
        ),
        "valve:24": Caption(
            "Every diagram of first order with what the rules make of it. Time runs from right to"
            " left, full dots belong to L, arrows point to dots that annihilate, signs below are"
            " charge indices. Left and right differ in the charge index of the tunnelling.",
            "left electrode, node LL; spin-dependent tunnelling allowed",
            _DIAGRAMS.format(arguments='"quadrupole", 1')
            + "expressions = [str(diagram.expression) for diagram in found]",
        ),
        "valve:25": Caption(
            "Two contracted vertices, the arrows of their contractions, and the energy of a segment"
            " (dashed): only lines that cross it count. Below: charge indices and what each dot"
            " adds to the energies of all later segments.",
            "second order for the charge, arrows reversed (the Hermitian conjugate)",
            _DIAGRAMS.format(arguments='"charge", 2')
            + "wanted = ((0, 4), (1, 3), (2, 6), (5, 7))\n"
            "diagram = next(d for d in found if d.contractions == wanted)\n"
            "crossing = diagram.above(1)",
        ),
        "valve:26": Caption(
            "Kinds of vertices by where their lines lead, and what each contributes to the sign:"
            " the charge or the conjugation index of its earlier dot.",
            "tunnelling vertices of second order for the charge",
            _DIAGRAMS.format(arguments='"charge", 2') + "signs = [d.sign for d in found]",
        ),
        "valve:27": Caption(
            "Vertex of the spin-quadrupole current: the spin current, which joins both electrodes,"
            " is later than the spin, whose two dots stay in one orbital of L.",
            "node LL",
            _DIAGRAMS.format(arguments='"quadrupole", 1') + "indices = found[0].indices[:4]",
        ),
        "magnet:2a": Caption(
            "Stationary angles against the thermal drive: stable solid, unstable dotted; the"
            " shading shows where a start ends.", _DEVICE,
            _MAGNET + "branches = magnet.stationary_angles(p)",
        ),
        "magnet:2b": Caption(
            "Occupation of the dot's spin up in the rotating frame, a weighted, shifted sum of four"
            " Fermi functions, at two precessions, for cold and for hot leads.",
            _DEVICE + "; temperatures of the leads in the legend; d_0 = 1 there",
            "from spinloom import magnet\np = magnet.Parameters(Gamma_l_up=0.3, Gamma_l_down=0.9,"
            " Gamma_r=0.6, rho_up=10,\n    rho_down=10, drho_up=-0.002, drho_down=0.002, B=5,"
            " S=1000, T_l=2.0, T_r=1.0)\nn = magnet.distribution([-1.0, 0.0, 1.0], 1.0, 5.0, p)",
        ),
        "magnet:3": Caption(
            "Current of the left junction on every branch; dashed: the same angle without"
            " precession (hypothetical).", _DEVICE,
            _MAGNET + "current = magnet.charge_current(1.0, p).left",
        ),
        "magnet:regimes": Caption(
            "Which stationary angles are stable, over the drive and the asymmetry of the density"
            " of states.", _DEVICE, _MAGNET + "branches = magnet.stationary_angles(p)",
        ),
    }
)  # fmt: skip


def caption(name: str) -> Caption:
    """The caption of a figure; a single panel (``dimer:2a``) has the whole figure's.

    Raises
    ------
    KeyError
        If no caption is written for the figure.
    """
    if name in _CAPTIONS:
        return _CAPTIONS[name]
    return _CAPTIONS[re.sub(r"[a-h]$", "", name)]
