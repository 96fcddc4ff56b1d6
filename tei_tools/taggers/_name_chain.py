"""The chain of labels of the model of names: the best sequence (Viterbi), and how probable each label is at
each word (forward and backward).

Written out label by label, which takes a third of the time of loops: only B and I of a kind lead to its I.
The labels are those of :data:`~tei_tools.taggers._name_model.LABELS`, in their order.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import add

__all__ = ["Weights", "best", "marginals"]

Weights = tuple[float, ...]
_IMPOSSIBLE = -1e9
_EVEN = (1 / 7,) * 7


def best(scored: Sequence[Weights], into: Sequence[Weights]) -> list[int]:
    """The most probable sequence of labels, as their numbers; ``into`` are the scores of all labels before
    each label."""
    if not scored:
        return []
    into_o, into_bp, into_ip, into_bl, into_il, into_bo, into_io = into
    o0, o1, o2, o3, o4, o5, o6 = into_o
    p0, p1, p2, p3, p4, p5, p6 = into_bp
    l0, l1, l2, l3, l4, l5, l6 = into_bl
    g0, g1, g2, g3, g4, g5, g6 = into_bo
    pb, pi, lb, li, gb, gi = into_ip[1], into_ip[2], into_il[3], into_il[4], into_io[5], into_io[6]
    a, b, c, d, e, f, g = scored[0]
    c, e, g = c + _IMPOSSIBLE, e + _IMPOSSIBLE, g + _IMPOSSIBLE
    all_sums = [(a, b, c, d, e, f, g)]
    for s0, s1, s2, s3, s4, s5, s6 in scored[1:]:
        a, b, c, d, e, f, g = (
            max(a + o0, b + o1, c + o2, d + o3, e + o4, f + o5, g + o6) + s0,
            max(a + p0, b + p1, c + p2, d + p3, e + p4, f + p5, g + p6) + s1,
            max(b + pb, c + pi) + s2,
            max(a + l0, b + l1, c + l2, d + l3, e + l4, f + l5, g + l6) + s3,
            max(d + lb, e + li) + s4,
            max(a + g0, b + g1, c + g2, d + g3, e + g4, f + g5, g + g6) + s5,
            max(f + gb, g + gi) + s6,
        )
        all_sums.append((a, b, c, d, e, f, g))
    last = all_sums[-1]
    label = last.index(max(last))
    labels = [label]
    # Of the ways, those of the best sequence alone are looked up.
    for before in reversed(all_sums[:-1]):
        sums = tuple(map(add, before, into[label]))
        label = sums.index(max(sums))
        labels.append(label)
    labels.reverse()
    return labels


def marginals(scored: Sequence[Weights], factors: Sequence[Weights]) -> list[Weights]:
    """For each word the probability of each label, scaled word by word; ``factors`` are the exponentials of
    the scores of all labels after each label."""
    if not scored:
        return []
    exp = math.exp
    rows = []
    for s0, s1, s2, s3, s4, s5, s6 in scored:
        most = max(s0, s1, s2, s3, s4, s5, s6)
        rows.append(
            (
                exp(s0 - most),
                exp(s1 - most),
                exp(s2 - most),
                exp(s3 - most),
                exp(s4 - most),
                exp(s5 - most),
                exp(s6 - most),
            )
        )
    (
        (o0, p0, _, l0, _, g0, _),
        (o1, p1, pb, l1, _, g1, _),
        (o2, p2, pi, l2, _, g2, _),
        (o3, p3, _, l3, lb, g3, _),
        (o4, p4, _, l4, li, g4, _),
        (o5, p5, _, l5, _, g5, gb),
        (o6, p6, _, l6, _, g6, gi),
    ) = factors
    x0, x1, _, x3, _, x5, _ = rows[0]
    whole = x0 + x1 + 0.0 + x3 + 0.0 + x5 + 0.0
    a, b, c, d, e, f, g = x0 / whole, x1 / whole, 0.0, x3 / whole, 0.0, x5 / whole, 0.0
    forward: list[Weights] = [(a, b, c, d, e, f, g)]
    for x0, x1, x2, x3, x4, x5, x6 in rows[1:]:
        a, b, c, d, e, f, g = (
            (a * o0 + b * o1 + c * o2 + d * o3 + e * o4 + f * o5 + g * o6) * x0,
            (a * p0 + b * p1 + c * p2 + d * p3 + e * p4 + f * p5 + g * p6) * x1,
            (b * pb + c * pi) * x2,
            (a * l0 + b * l1 + c * l2 + d * l3 + e * l4 + f * l5 + g * l6) * x3,
            (d * lb + e * li) * x4,
            (a * g0 + b * g1 + c * g2 + d * g3 + e * g4 + f * g5 + g * g6) * x5,
            (f * gb + g * gi) * x6,
        )
        whole = a + b + c + d + e + f + g
        if whole:
            a, b, c, d, e, f, g = a / whole, b / whole, c / whole, d / whole, e / whole, f / whole, g / whole
        else:
            a, b, c, d, e, f, g = _EVEN
        forward.append((a, b, c, d, e, f, g))
    found: list[Weights] = [forward[-1]]
    a = b = c = d = e = f = g = 1.0
    for index in range(len(rows) - 1, 0, -1):
        x0, x1, x2, x3, x4, x5, x6 = rows[index]
        a, b, c, d, e, f, g = a * x0, b * x1, c * x2, d * x3, e * x4, f * x5, g * x6
        a, b, c, d, e, f, g = (
            a * o0 + b * p0 + d * l0 + f * g0,
            a * o1 + b * p1 + c * pb + d * l1 + f * g1,
            a * o2 + b * p2 + c * pi + d * l2 + f * g2,
            a * o3 + b * p3 + d * l3 + e * lb + f * g3,
            a * o4 + b * p4 + d * l4 + e * li + f * g4,
            a * o5 + b * p5 + d * l5 + f * g5 + g * gb,
            a * o6 + b * p6 + d * l6 + f * g6 + g * gi,
        )
        whole = a + b + c + d + e + f + g
        if whole:
            a, b, c, d, e, f, g = a / whole, b / whole, c / whole, d / whole, e / whole, f / whole, g / whole
        else:
            a, b, c, d, e, f, g = _EVEN
        x0, x1, x2, x3, x4, x5, x6 = forward[index - 1]
        x0, x1, x2, x3, x4, x5, x6 = a * x0, b * x1, c * x2, d * x3, e * x4, f * x5, g * x6
        whole = x0 + x1 + x2 + x3 + x4 + x5 + x6
        if whole:
            found.append((x0 / whole, x1 / whole, x2 / whole, x3 / whole, x4 / whole, x5 / whole, x6 / whole))
        else:
            found.append(_EVEN)
    found.reverse()
    return found
