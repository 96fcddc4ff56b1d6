"""A network as SVG: who is named with whom. Laid out here, by forces, always in the same way.

The layout is that of Fruchterman and Reingold ("Graph Drawing by Force-directed Placement", 1991), begun on a
spiral in place of chance.
"""

from __future__ import annotations

import math
from html import escape

WIDTH, HEIGHT = 640, 440
MOST_NODES, MOST_LINES = 60, 160
_STEPS = 160
_GRAVITY = 0.6


def network(pairs: list[tuple[str, str, int]], label: str) -> str:
    """The network of these pairs (one, other, how often), the most frequent; empty where there are none."""
    nodes: dict[str, int] = {}
    lines: list[tuple[str, str, int]] = []
    for one, other, weight in sorted(pairs, key=lambda each: (-each[2], each[0], each[1])):
        if len(nodes.keys() | {one, other}) > MOST_NODES or len(lines) >= MOST_LINES:
            continue
        nodes[one] = nodes.get(one, 0) + weight
        nodes[other] = nodes.get(other, 0) + weight
        lines.append((one, other, weight))
    if not lines:
        return ""
    places = _laid_out(list(nodes), lines)
    most = max(weight for _, _, weight in lines)
    drawn = [f'<svg class="network" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}">']
    for one, other, weight in lines:
        (x1, y1), (x2, y2) = places[one], places[other]
        width = round(0.8 + 4 * weight / most, 1)
        drawn.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke-width="{width}"/>')
    top = max(nodes.values())
    for name, weight in nodes.items():
        x, y = places[name]
        size = round(3.5 + 8 * math.sqrt(weight / top), 1)
        drawn.append(f'<circle cx="{x}" cy="{y}" r="{size}"><title>{escape(name)}</title></circle>')
    taken: list[tuple[float, float, float]] = []
    for name, _ in sorted(nodes.items(), key=lambda each: (-each[1], each[0])):
        x, y = places[name]
        shown = name if len(name) <= 28 else f"{name[:27]}…"
        half = 3.1 * len(shown)
        x = min(max(x, half + 2), WIDTH - half - 2)
        if any(abs(y - other) < 14 and x - half < end and start < x + half for other, start, end in taken):
            continue
        taken.append((y, x - half, x + half))
        drawn.append(f'<text x="{x:.1f}" y="{y - 12:.1f}" text-anchor="middle">{escape(shown)}</text>')
    drawn.append("</svg>")
    return "".join(drawn)


def _laid_out(names: list[str], lines: list[tuple[str, str, int]]) -> dict[str, tuple[float, float]]:
    at = {name: number for number, name in enumerate(names)}
    x = [0.1 * math.sqrt(n + 1) * math.cos(2.39996 * n) for n in range(len(names))]
    y = [0.1 * math.sqrt(n + 1) * math.sin(2.39996 * n) for n in range(len(names))]
    edges = [(at[one], at[other]) for one, other, _ in lines]
    ideal = 1.4 / math.sqrt(len(names))
    for step in range(_STEPS):
        # Towards the middle, so that groups of their own do not fly away.
        dx, dy = [-_GRAVITY * each for each in x], [-_GRAVITY * each for each in y]
        for a in range(len(names)):
            for b in range(a):
                east, north = x[a] - x[b], y[a] - y[b]
                force = ideal * ideal / max(east * east + north * north, 1e-4)
                dx[a] += east * force
                dy[a] += north * force
                dx[b] -= east * force
                dy[b] -= north * force
        for a, b in edges:
            east, north = x[a] - x[b], y[a] - y[b]
            pull = math.hypot(east, north) / ideal
            dx[a] -= east * pull
            dy[a] -= north * pull
            dx[b] += east * pull
            dy[b] += north * pull
        heat = 0.1 * (1 - step / _STEPS)
        for n in range(len(names)):
            length = math.hypot(dx[n], dy[n]) or 1.0
            x[n] += dx[n] / length * min(length, heat)
            y[n] += dy[n] / length * min(length, heat)
    wide, high = max(x) - min(x) or 1.0, max(y) - min(y) or 1.0
    return {
        name: (
            round(50 + (x[n] - min(x)) / wide * (WIDTH - 100), 1),
            round(32 + (y[n] - min(y)) / high * (HEIGHT - 52), 1),
        )
        for name, n in at.items()
    }
