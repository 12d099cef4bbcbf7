"""Sections IV and V A as printed: gauge, slow Green's function, slow effective action."""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Integral, Symbol, equal

from .notation import S, i_unit, phi_c_dot, phi_q, sin, t, theta_c, theta_c_dot, theta_q

action_WZNW = Symbol("i_action_WZNW", "action", r"i\mathcal{S}_{\mathrm{WZNW}}", complex=True)
EQ_38 = Equation(
    "magnet:38",
    equal(
        action_WZNW,
        -i_unit
        * Integral(
            (t,),
            S * sin(theta_c(t)) * (theta_q(t) * phi_c_dot(t) - phi_q(t) * theta_c_dot(t)),
        ),
    ),
)
