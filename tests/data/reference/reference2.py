"""Reference figures for the tests of the `impact` statistics, second part: network, trends, resampling, money, disclosure.

`python reference2.py` writes every JSON file into the folder of this script; `python reference2.py network money`
writes only those topics. Same versions, same bytes: the seeds are fixed and nothing depends on the clock.

Made with Python 3.11.7 and, from the package index,
    numpy 2.4.6, scipy 1.17.1, pandas 2.3.3, mpmath 1.4.1, statsmodels 0.15.0, pingouin 0.7.0, networkx 3.6.1,
    pymannkendall 1.4.3

How a figure is made. The value written is computed from the definition in exact fractions or in mpmath (40 digits,
then rounded once to double; the group-sequential boundaries alone are in doubles, see there). The same value is then
asked of at least one package wherever one follows the convention, and an assert stops the script if they part.
Where packages part, the convention is that of the documentation of each statistic. README.md tells the keys of every file.
"""

import itertools
import json
import math
import os
import sys
import warnings
from collections import Counter, deque
from fractions import Fraction as Fr

import mpmath as mp
import numpy as np

warnings.filterwarnings("ignore")
mp.mp.dps = 40
HERE = os.path.dirname(os.path.abspath(__file__))
Z95 = 1.959963984540054  # the double of the convention
zM = mp.mpf(Z95)
TOPICS = {}


def topic(fn):
    TOPICS[fn.__name__] = fn
    return fn


# ---------------------------------------------------------------- writing


def plain(x):
    """JSON value: nan -> null, infinities -> "inf"/"-inf", fractions and mpf -> nearest double."""
    if isinstance(x, dict):
        return {str(k): plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [plain(v) for v in x]
    if x is None or isinstance(x, (str, bool)):
        return x
    if isinstance(x, np.bool_):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    f = float(x)
    if math.isnan(f):
        return None
    if math.isinf(f):
        return "inf" if f > 0 else "-inf"
    return f + 0.0 if f else 0.0


def write(name, cases, **head):
    lines = [json.dumps(plain(c), separators=(",", ":"), allow_nan=False) for c in cases]
    top = "".join(f'"{k}":{json.dumps(v)},\n' for k, v in {"topic": name, **head}.items())
    path = os.path.join(HERE, name + ".json")
    with open(path + ".new", "w", encoding="utf-8") as f:
        f.write("{" + top + '"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    names = [c["name"] for c in cases]
    assert len(set(names)) == len(names), [n for n, k in Counter(names).items() if k > 1]
    os.replace(path + ".new", path)
    print(f"{name}: {len(cases)} cases, {os.path.getsize(path) / 1024:.0f} KB", flush=True)


def near(a, b, rel=1e-10, abs_=1e-12):
    a, b = float(a), float(b)
    assert abs(a - b) <= max(abs_, rel * max(abs(a), abs(b))), (a, b)


def fm(x):
    """Fraction or number -> mpf, exactly."""
    return mp.mpf(x.numerator) / x.denominator if isinstance(x, Fr) else mp.mpf(x)


def ints(a):
    return [int(v) for v in a]


def ratio(a, b):
    return Fr(a, b) if b else None


def med(xs):
    s = sorted(xs)
    n = len(s)
    return s[n // 2] if n % 2 else Fr(s[n // 2 - 1] + s[n // 2]) / 2


def m_chi2_sf(x, k):
    return mp.gammainc(mp.mpf(k) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def m_norm_ppf(p):
    from scipy import special

    p = fm(p)
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    if p > mp.mpf(1) / 2:
        return -m_norm_ppf(1 - p)
    x = mp.mpf(float(special.ndtri(float(p))))
    for _ in range(6):
        x -= (mp.ncdf(x) - p) / mp.npdf(x)
    return x


def m_sf(x):
    return mp.erfc(mp.mpf(x) / mp.sqrt(2)) / 2


def m_t_sf(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    if t < 0:
        return 1 - m_t_sf(-t, df)
    return mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2


def m_t_isf(q, df):
    from scipy import stats

    x = mp.mpf(float(stats.t.isf(float(q), float(df))))
    df = mp.mpf(df)
    c = mp.gamma((df + 1) / 2) / (mp.sqrt(df * mp.pi) * mp.gamma(df / 2))
    for _ in range(6):
        x += (m_t_sf(x, df) - fm(q)) / (c * (1 + x * x / df) ** (-(df + 1) / 2))
    return x


def type7(sorted_values, p):
    """Hyndman-Fan type 7 of exact or mpf values at an mpf p."""
    h = (len(sorted_values) - 1) * mp.mpf(p)
    i = int(mp.floor(h))
    if i + 1 >= len(sorted_values):
        return fm(sorted_values[-1])
    lo, hi = fm(sorted_values[i]), fm(sorted_values[i + 1])
    return lo + (h - i) * (hi - lo)


# ---------------------------------------------------------------- network


def clean(arcs):
    return sorted({(int(a), int(b)) for a, b in arcs if a != b})


def ei_bounds(m, internal, external):
    """Fewest and most external arcs of a simple digraph with m arcs, given the possible ordered pairs."""
    return max(0, m - internal), min(m, external)


def label_r(pairs):
    """Newman's r of label pairs, exact; None where 1 - sum a b = 0."""
    m = len(pairs)
    if not m:
        return None
    a, b = Counter(p for p, _ in pairs), Counter(q for _, q in pairs)
    return label_r_counts(sum(p == q for p, q in pairs), sum(a[g] * b[g] for g in a), m)


def label_r_counts(same, ab, m):
    return Fr(m * same - ab, m * m - ab) if m and m * m != ab else None


def label_r_out(pairs, drop):
    """r after leaving out the pairs in drop."""
    rest = Counter(pairs)
    rest.subtract(Counter(drop))
    m = sum(rest.values())
    a, b = Counter(), Counter()
    same = 0
    for (p, q), k in rest.items():
        a[p] += k
        b[q] += k
        same += k * (p == q)
    return label_r_counts(same, sum(a[g] * b[g] for g in a), m)


def moments_of(pairs):
    return (len(pairs), sum(x for x, _ in pairs), sum(y for _, y in pairs), sum(x * x for x, _ in pairs),
            sum(y * y for _, y in pairs), sum(x * y for x, y in pairs))


def pearson(s):
    m, sx, sy, sxx, syy, sxy = s
    vx, vy = m * sxx - sx * sx, m * syy - sy * sy
    if m == 0 or vx == 0 or vy == 0:
        return None
    return mp.mpf(m * sxy - sx * sy) / mp.sqrt(mp.mpf(vx) * vy)


def label_block(pairs_of_units):
    """pairs_of_units: per arc (or edge) the list of ordered label pairs it contributes. r, exact, jackknife se."""
    pairs = [p for u in pairs_of_units for p in u]
    r = label_r(pairs)
    if r is None:
        return None, None
    cache = {}
    var = mp.mpf(0)
    for u in pairs_of_units:
        key = tuple(u)
        if key not in cache:
            cache[key] = label_r_out(pairs, u)
        if cache[key] is None:
            return r, None
        var += (fm(cache[key]) - fm(r)) ** 2
    return r, mp.sqrt(var)


def numeric_block(pairs_of_units):
    pairs = [p for u in pairs_of_units for p in u]
    s = moments_of(pairs)
    r = pearson(s)
    if r is None:
        return None, None
    var = mp.mpf(0)
    for u in pairs_of_units:
        ri = pearson(tuple(x - y for x, y in zip(s, moments_of(u))))
        if ri is None:
            return r, None
        var += (ri - r) ** 2
    return r, mp.sqrt(var)


def network_figures(n, groups, ages, raw):
    arcs = clean(raw)
    arcset = set(arcs)
    edges = sorted({(min(a, b), max(a, b)) for a, b in arcs})
    adj = [set() for _ in range(n)]
    for a, b in edges:
        adj[a].add(b)
        adj[b].add(a)
    out = {"arcs": len(arcs), "edges": len(edges), "density": ratio(len(arcs), n * (n - 1))}

    # groups
    sizes = Counter(g for g in groups if g is not None)
    labels = sorted(sizes)
    ga = [(groups[a], groups[b]) for a, b in arcs if groups[a] is not None and groups[b] is not None]
    m = len(ga)
    external = sum(p != q for p, q in ga)
    big = sum(sizes.values())
    int_pairs = sum(s * (s - 1) for s in sizes.values())
    ext_pairs = big * (big - 1) - int_pairs
    lo, hi = ei_bounds(m, int_pairs, ext_pairs)
    mix = Counter(ga)
    out["grouped_arcs"] = m
    out["external"] = external
    out["internal"] = m - external
    out["ei"] = ratio(2 * external - m, m)
    out["ei_expected"] = ratio(ext_pairs - int_pairs, ext_pairs + int_pairs)
    out["ei_range"] = [Fr(2 * lo - m, m), Fr(2 * hi - m, m)] if m else None
    out["bridging_share"] = ratio(external, ext_pairs)
    out["labels"] = labels
    out["group_sizes"] = [sizes[g] for g in labels]
    out["mixing"] = [[mix[(g, h)] for h in labels] for g in labels]
    out["group_density"] = [[ratio(mix[(g, h)], sizes[g] * (sizes[g] - 1) if g == h else sizes[g] * sizes[h])
                             for h in labels] for g in labels]
    person = []
    for v in range(n):
        near_ = [groups[w] for w in adj[v] if groups[w] is not None]
        person.append(None if groups[v] is None or not near_ else
                      Fr(sum(1 if g != groups[v] else -1 for g in near_), len(near_)))
    out["ei_person"] = person

    # assortativity
    ge = [[(groups[a], groups[b]), (groups[b], groups[a])] for a, b in edges
          if groups[a] is not None and groups[b] is not None]
    r, se = label_block([[p] for p in ga])
    out["label_r"], out["label_r_exact"], out["label_r_se"] = r, None if r is None else [str(r.numerator), str(r.denominator)], se
    r, se = label_block(ge)
    out["label_r_undirected"], out["label_r_undirected_se"] = r, se
    aa = [[(ages[a], ages[b])] for a, b in arcs if ages[a] is not None and ages[b] is not None]
    ae = [[(ages[a], ages[b]), (ages[b], ages[a])] for a, b in edges if ages[a] is not None and ages[b] is not None]
    out["age_r"], out["age_r_se"] = numeric_block(aa)
    out["age_r_undirected"], out["age_r_undirected_se"] = numeric_block(ae)

    # reciprocity
    mutual_arcs = sum((b, a) in arcset for a, b in arcs)
    out["reciprocity_edges"] = ratio(mutual_arcs, len(arcs))
    out["reciprocity_dyads"] = ratio(mutual_arcs // 2, len(edges))

    # clustering
    local, tri3, triples = [], 0, 0
    for v in range(n):
        d = len(adj[v])
        links = sum(1 for x, y in itertools.combinations(sorted(adj[v]), 2) if y in adj[x])
        tri3 += links
        triples += d * (d - 1) // 2
        local.append(Fr(2 * links, d * (d - 1)) if d > 1 else Fr(0))
    out["clustering"] = sum(local, Fr(0)) / n if n else None
    out["transitivity"] = ratio(tri3, triples)

    # components and distances, by breadth first search
    comp = [None] * n
    dist_sum = pairs = diameter = 0
    sizes_c = []
    for v in range(n):
        dist = {v: 0}
        todo = deque([v])
        while todo:
            x = todo.popleft()
            for y in adj[x]:
                if y not in dist:
                    dist[y] = dist[x] + 1
                    todo.append(y)
        dist_sum += sum(dist.values())
        pairs += len(dist) - 1
        diameter = max(diameter, max(dist.values()))
        if comp[v] is None:
            for y in dist:
                comp[y] = v
            sizes_c.append(len(dist))
    sizes_c.sort(reverse=True)
    out["components"] = sizes_c
    out["giant_share"] = ratio(sizes_c[0], n) if n else None
    out["isolates"] = sum(not a for a in adj)
    out["mean_distance"] = ratio(dist_sum, pairs)
    out["diameter"] = diameter if pairs else None

    # articulation: a vertex whose removal adds components
    art = 0
    for v in range(n):
        if len(adj[v]) < 2:
            continue
        start = next(iter(adj[v]))
        seen = {start}
        todo = [start]
        while todo:
            x = todo.pop()
            for y in adj[x]:
                if y != v and y not in seen:
                    seen.add(y)
                    todo.append(y)
        art += not adj[v] <= seen
    out["articulation"] = art
    check_network(n, groups, ages, raw, out)
    return out


def check_network(n, groups, ages, raw, out):
    import networkx as nx

    d = nx.DiGraph()
    d.add_nodes_from(range(n))
    d.add_edges_from((a, b) for a, b in raw if a != b)
    u = d.to_undirected()
    assert (d.number_of_edges(), u.number_of_edges()) == (out["arcs"], out["edges"])
    if n > 1:
        near(nx.density(d), out["density"])
    nx.set_node_attributes(d, dict(enumerate(groups)), "g")
    nx.set_node_attributes(d, dict(enumerate(ages)), "a")
    for graph, end in ((d, ""), (u, "_undirected")):
        nx.set_node_attributes(graph, dict(enumerate(groups)), "g")
        nx.set_node_attributes(graph, dict(enumerate(ages)), "a")
        sub = graph.subgraph([v for v in graph if groups[v] is not None])
        if out["label_r" + end] is not None:
            near(nx.attribute_assortativity_coefficient(sub, "g"), out["label_r" + end])
        sub = graph.subgraph([v for v in graph if ages[v] is not None])
        if out["age_r" + end] is not None:
            near(nx.numeric_assortativity_coefficient(sub, "a"), out["age_r" + end], 1e-9, 1e-11)
    sub = d.subgraph([v for v in d if groups[v] is not None])
    mix = nx.attribute_mixing_dict(sub, "g") if sub.number_of_edges() else {}
    for i, g in enumerate(out["labels"]):
        for j, h in enumerate(out["labels"]):
            assert mix.get(g, {}).get(h, 0) == out["mixing"][i][j]
    if out["arcs"]:
        near(nx.overall_reciprocity(d), out["reciprocity_edges"])
    if n:
        near(nx.average_clustering(u), out["clustering"])
    if out["transitivity"] is not None:
        near(nx.transitivity(u), out["transitivity"])
    assert sorted((len(c) for c in nx.weakly_connected_components(d)), reverse=True) == out["components"]
    assert nx.number_of_isolates(u) == out["isolates"]
    lengths = [x for _, t in nx.all_pairs_shortest_path_length(u) for x in t.values() if x]
    if lengths:
        near(sum(lengths) / len(lengths), out["mean_distance"])
        assert max(lengths) == out["diameter"]
    else:
        assert out["diameter"] is None
    assert len(list(nx.articulation_points(u))) == out["articulation"]


def check_ei_range():
    """All simple digraphs on four nodes, groups 0 0 0 1 and 0 0 1 1: the formula is what can be reached."""
    nodes = list(itertools.permutations(range(4), 2))
    for g in ((0, 0, 0, 1), (0, 0, 1, 1), (0, 1, 2, 2)):
        ext = [g[a] != g[b] for a, b in nodes]
        seen = {}
        for mask in range(1, 1 << 12):
            m = mask.bit_count()
            e = sum(x for i, x in enumerate(ext) if mask >> i & 1)
            lo, hi = seen.get(m, (e, e))
            seen[m] = (min(lo, e), max(hi, e))
        for m, (lo, hi) in seen.items():
            assert (lo, hi) == ei_bounds(m, 12 - sum(ext), sum(ext))


@topic
def network():
    import networkx as nx

    check_ei_range()
    cases = []
    base = "exact fractions and mpmath from the definitions; confirmed by networkx 3.6.1 except E-I, group densities, jackknife and dyadic reciprocity"

    def case(name, n, groups, ages, arcs, source=base, published=None):
        groups, ages = list(groups), list(ages)
        arcs = [[int(a), int(b)] for a, b in arcs]
        assert len(groups) == len(ages) == n
        c = {"name": name, "source": source, "data": {"nodes": n, "groups": groups, "ages": ages, "arcs": arcs},
             "expect": network_figures(n, groups, ages, arcs)}
        if published:
            for k, v in published.items():
                near(c["expect"][k], v, 0, 0.5 * 10.0 ** -len(str(v).split(".")[1]) * 1.0000001 if isinstance(v, float) else 0)
            c["published"] = published
        cases.append(c)
        return c["expect"]

    karate = nx.karate_club_graph()
    club = [0 if karate.nodes[v]["club"] == "Mr. Hi" else 1 for v in range(34)]
    edges = sorted((min(a, b), max(a, b)) for a, b in karate.edges())
    deg = [karate.degree(v) for v in range(34)]
    src = "Zachary 1977 as in networkx 3.6.1 (club: 0 Mr. Hi, 1 Officer); ages = degree, so age_r_undirected is Newman's degree assortativity; " + base
    pub = {"clustering": 0.5706, "transitivity": 0.2557, "mean_distance": 2.4082, "diameter": 5, "age_r_undirected": -0.4756}
    case("karate_one_way", 34, club, deg, edges, src, pub)
    case("karate_both_ways", 34, club, deg, edges + [(b, a) for a, b in edges], src, {**pub, "density": 0.139})
    rng = np.random.default_rng(1977)
    case("karate_ages", 34, club, ints(rng.integers(16, 70, 34)), edges, "Zachary 1977 with seeded integers as ages; " + base)

    def random_graph(seed, n, k, p, same, loops, twins, mutual=0.0, no_group=0.0, no_age=0.0):
        rng = np.random.default_rng(seed)
        g = ints(rng.integers(0, k, n))
        a = ints(np.clip(np.round(rng.normal(35, 15, n)), 12, 90))
        arcs = []
        for x in range(n):
            for y in range(n):
                if x != y and rng.random() < p * (same if g[x] == g[y] else 1) * math.exp(-abs(a[x] - a[y]) / 60):
                    arcs.append((x, y))
                    if rng.random() < mutual:
                        arcs.append((y, x))
        arcs += [(v, v) for v in ints(rng.integers(0, n, loops))]
        arcs += [arcs[i] for i in ints(rng.integers(0, len(arcs), twins))]
        order = rng.permutation(len(arcs))
        arcs = [arcs[i] for i in order]
        g = [None if rng.random() < no_group else x for x in g]
        a = [None if rng.random() < no_age else x for x in a]
        return n, g, a, arcs

    for name, *spec in (
        ("random_30", 30, 30, 2, 0.06, 2.0, 3, 4, 0.3),
        ("random_45_sparse", 45, 45, 3, 0.02, 3.0, 2, 5, 0.1),
        ("random_60_gaps", 60, 60, 4, 0.04, 2.5, 5, 8, 0.4, 0.15, 0.1),
        ("random_80_dense", 80, 80, 2, 0.15, 1.5, 6, 20, 0.3),
        ("random_100_five_groups", 100, 100, 5, 0.02, 4.0, 4, 10, 0.2, 0.05, 0.05),
        ("random_150_fragments", 150, 150, 3, 0.006, 2.0, 5, 9, 0.2),
        ("random_200", 200, 200, 4, 0.02, 2.0, 10, 30, 0.25, 0.03, 0.02),
        ("random_40_against", 41, 40, 2, 0.12, 0.2, 0, 0, 0.5),
    ):
        case(name, *random_graph(*spec))

    case("empty_graph", 0, [], [], [])
    case("one_node", 1, [0], [30], [(0, 0)])
    case("no_arcs", 6, [0, 0, 1, 1, None, 1], [20, 30, 40, None, 50, 60], [])
    case("only_loops", 3, [0, 1, 1], [20, 30, 40], [(0, 0), (1, 1), (1, 1)])
    case("one_arc", 2, [0, 1], [20, 30], [(0, 1)])
    case("one_mutual_dyad", 2, [0, 1], [20, 30], [(0, 1), (1, 0)])
    full = list(itertools.permutations(range(7), 2))
    case("complete_7", 7, [0, 0, 0, 1, 1, 2, 2], [18, 22, 35, 41, 41, 60, 19], full)
    case("complete_5_one_group", 5, [3] * 5, [30] * 5, list(itertools.permutations(range(5), 2)))
    case("complete_6_one_way", 6, [0, 1, 0, 1, 0, 1], [25, 31, 40, 52, 66, 18], list(itertools.combinations(range(6), 2)))
    case("star_out_9", 9, [0] + [1] * 8, [50] + list(range(15, 23)), [(0, v) for v in range(1, 9)])
    case("star_in_9", 9, [0, 0, 0, 1, 1, 1, 1, 2, None], [50] + list(range(15, 23)), [(v, 0) for v in range(1, 9)])
    case("two_components", 9, [0, 0, 0, 1, 1, 1, 1, 1, 0], [20, 25, 31, 44, 41, 52, 39, 60, 33],
         [(0, 1), (1, 2), (2, 0), (3, 4), (4, 3), (4, 5), (5, 6), (6, 7), (7, 5), (8, 2), (1, 0), (4, 4), (0, 1)])
    case("two_cliques_and_bridge", 10, [0] * 5 + [1] * 5, [21, 24, 27, 30, 33, 50, 53, 56, 59, 62],
         [p for s in (range(5), range(5, 10)) for p in itertools.permutations(s, 2)] + [(4, 5)])
    case("two_cliques_no_bridge", 8, [0] * 4 + [1] * 4, [21, 24, 27, 30, 50, 53, 56, 59],
         [p for s in (range(4), range(4, 8)) for p in itertools.permutations(s, 2)])
    case("isolates", 12, [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, None, None], [18, 25, 33, 47, 52, 64, 20, 21, 22, 23, 24, None],
         [(0, 1), (1, 0), (1, 2), (2, 3), (3, 1), (5, 4), (5, 4), (6, 6)])
    case("path_6", 6, [0, 0, 1, 1, 0, 0], [10, 20, 30, 40, 50, 60], [(i, i + 1) for i in range(5)])
    case("cycle_7", 7, [0, 1, 0, 1, 0, 1, 0], [11, 22, 33, 44, 55, 66, 77], [(i, (i + 1) % 7) for i in range(7)])
    case("ties_inside_one_group", 6, [0, 0, 0, 1, 1, 1], [20, 30, 40, 50, 60, 70], [(0, 1), (1, 2), (2, 0)])
    case("same_age", 5, [0, 1, 0, 1, 0], [40] * 5, [(0, 1), (1, 2), (3, 4), (4, 0)])
    case("no_groups_no_ages", 5, [None] * 5, [None] * 5, [(0, 1), (1, 2), (3, 4), (4, 0), (1, 0)])
    rng = np.random.default_rng(12)
    # mentor -> mentee star forest: 8 mentors with 1..4 mentees, origin groups 0..2, one waiting mentee, one idle mentor
    arcs, nxt = [], 9
    for mentor, k in enumerate((1, 2, 3, 4, 2, 1, 3, 2)):
        for _ in range(k):
            arcs.append((mentor, nxt))
            nxt += 1
    n = nxt + 1
    case("star_forest_origin", n, ints(rng.integers(0, 3, n)), ints(rng.integers(30, 65, 9)) + ints(rng.integers(12, 27, n - 9)), arcs)
    case("star_forest_role", n, [0] * 9 + [1] * (n - 9), ints(rng.integers(30, 65, 9)) + ints(rng.integers(12, 27, n - 9)), arcs)
    case("star_forest_one_to_one", 12, [0, 1] * 6, [40, 41, 42, 43, 44, 45, 14, 15, 16, 17, 18, 19], [(i, i + 6) for i in range(6)])
    write("network", cases)


# ---------------------------------------------------------------- trends


def dec(v):
    """A number as the decimal it is written as."""
    return Fr(v) if isinstance(v, int) else Fr(repr(v))


def sign(x):
    return (x > 0) - (x < 0)


def mk_sums(values):
    """S and the tie-corrected variance of one series (missing ones left out before)."""
    n = len(values)
    s = sum(sign(values[j] - values[i]) for i in range(n) for j in range(i + 1, n))
    var = Fr(n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values()), 18)
    return s, var


def mk_z(s, var):
    if var == 0:
        return None, None
    z = mp.mpf(s - sign(s)) / mp.sqrt(fm(var))
    return z, 2 * m_sf(abs(z))


def kendall_exact(n, s):
    """Two-sided P(|S| >= |s|) over all n! orders, from the inversion counts."""
    ways = [1]
    for k in range(2, n + 1):
        ways = [sum(ways[max(0, i - k + 1) : i + 1]) for i in range(len(ways) + k - 1)]
    top = n * (n - 1) // 2
    return Fr(sum(w for q, w in enumerate(ways) if abs(top - 2 * q) >= abs(s)), math.factorial(n))


def sen_interval(slopes, var):
    """Gilbert 1987: C = z sqrt(var S), M1 = (N' - C)/2, M2 = (N' + C)/2; limits are the slopes of rank M1 and M2 + 1."""
    slopes = sorted(slopes)
    n = len(slopes)
    c = zM * mp.sqrt(fm(var))
    m1, m2 = (n - c) / 2, (n + c) / 2
    lo, hi = int(mp.nint(m1)), int(mp.nint(m2)) + 1
    if c:
        assert abs(m1 - mp.floor(m1) - mp.mpf(1) / 2) > 1e-9
    else:
        lo, hi = n // 2, n // 2 + 1  # all values tied; every slope is 0
    inside = lo >= 1

    def at(rank):
        k = int(mp.floor(rank))
        return fm(slopes[k - 1]) + ((rank - k) * (fm(slopes[k]) - fm(slopes[k - 1])) if rank != k else 0)

    return {"slopes": n, "rank_lower": lo, "rank_upper": hi,
            "slope_lower": slopes[lo - 1] if inside else mp.mpf("-inf"), "slope_upper": slopes[hi - 1] if inside else mp.mpf("inf"),
            "interpolated": [at(m1), at(m2 + 1)] if m1 >= 1 else [mp.mpf("-inf"), mp.mpf("inf")]}


def mann_kendall(values, times):
    from scipy import stats
    import pymannkendall as pk

    y, t = [dec(v) for v in values], [dec(v) for v in times]
    n = len(y)
    s, var = mk_sums(y)
    z, p = mk_z(s, var)
    ties = len(set(y)) < n
    exact = kendall_exact(n, s) if n < 10 and not ties and n > 1 else None
    slopes = [(y[j] - y[i]) / (t[j] - t[i]) for i in range(n) for j in range(i + 1, n)]
    slope = med(slopes)
    out = {"n": n, "s": s, "var_s": var, "z": z, "p_normal": p, "p_exact": exact, "p": exact if exact is not None else p,
           "tau": Fr(s, n * (n - 1) // 2), "slope": slope, "intercept": med(y) - slope * med(t), **sen_interval(slopes, var)}
    ref = pk.original_test([float(v) for v in values])
    assert ref.s == s
    near(ref.var_s, var)
    near(ref.Tau, out["tau"])
    if z is not None:
        near(ref.z, z)
        near(ref.p, p, 1e-9, 1e-14)
    if list(times) == list(range(n)):
        near(ref.slope, slope, 1e-10, 1e-12)
        near(ref.intercept, out["intercept"], 1e-10, 1e-12)
    th = stats.theilslopes([float(v) for v in values], [float(v) for v in times], alpha=0.95)
    near(th.slope, slope)
    near(th.intercept, out["intercept"])
    out["theilslopes"] = [th.low_slope, th.high_slope]
    if out["rank_lower"] >= 1:
        near(th.low_slope, out["slope_lower"])
        near(th.high_slope, out["slope_upper"])
    if exact is not None:
        near(stats.kendalltau([float(v) for v in times], [float(v) for v in values], method="exact").pvalue, exact)
    return out


def seasonal_mk(values, period):
    import pymannkendall as pk

    y = [None if v is None else dec(v) for v in values]
    s = 0
    var = Fr(0)
    slopes, pairs = [], 0
    for season in range(period):
        got = [(i, y[i]) for i in range(season, len(y), period) if y[i] is not None]
        si, vi = mk_sums([v for _, v in got])
        s, var = s + si, var + vi
        pairs += len(got) * (len(got) - 1) // 2
        slopes += [(b - a) / Fr(j - i, period) for (i, a), (j, b) in itertools.combinations(got, 2)]
    z, p = mk_z(s, var)
    slope = med(slopes)
    t = [Fr(i, period) for i, v in enumerate(y) if v is not None]
    out = {"n": len(t), "s": s, "var_s": var, "z": z, "p": p, "tau": Fr(s, pairs), "slope": slope,
           "intercept": med([v for v in y if v is not None]) - slope * med(t), **sen_interval(slopes, var)}
    ref = pk.seasonal_test(np.array([math.nan if v is None else float(v) for v in values]), period=period)
    assert ref.s == s
    near(ref.var_s, var)
    near(ref.z, z)
    near(ref.p, p, 1e-9, 1e-14)
    near(ref.Tau, out["tau"])
    near(ref.slope, slope, 1e-10, 1e-12)
    near(ref.intercept, out["intercept"], 1e-10, 1e-11)
    return out


def binom_lower(n, level=Fr(1, 20)):
    """qbinom(0.05, n, 1/2): smallest c with P(C <= c) >= level."""
    acc = 0
    for c in range(n + 1):
        acc += math.comb(n, c)
        if Fr(acc, 2**n) >= level:
            return c


def run_limits(n):
    return {"longest_run_max": round(math.log2(n)) + 3, "crossings_min": binom_lower(n - 1)} if n else {"longest_run_max": None, "crossings_min": None}


def run_chart(values):
    y = [dec(v) for v in values]
    centre = med(y)
    sides = [sign(v - centre) for v in y]
    useful = [x for x in sides if x]
    n = len(useful)
    runs = [len(list(g)) for _, g in itertools.groupby(useful)]
    out = {"n": len(y), "median": centre, "on_median": len(y) - n, "useful": n, "longest_run": max(runs, default=0),
           "crossings": max(0, len(runs) - 1), **run_limits(n)}
    out["signal_run"] = n > 0 and out["longest_run"] > out["longest_run_max"]
    out["signal_crossings"] = n > 0 and out["crossings"] < out["crossings_min"]
    out["signal"] = out["signal_run"] or out["signal_crossings"]
    return out


def windows(flags_of, n, length):
    """Points that belong to at least one window of this length for which flags_of(start) holds."""
    out = [False] * n
    for i in range(n - length + 1):
        if flags_of(i):
            for j in range(i, i + length):
                out[j] = True
    return out


def xmr(values, baseline=None):
    y = [dec(v) for v in values]
    n = len(y)
    base = y[: baseline or n]
    mean = sum(base, Fr(0)) / len(base)
    moves = [abs(b - a) for a, b in zip(y, y[1:])]
    bm = moves[: len(base) - 1]
    mr = sum(bm, Fr(0)) / len(bm) if bm else None
    out = {"n": n, "mean": mean, "mean_mr": mr}
    if mr is None:
        return out
    lo, hi = mean - Fr(266, 100) * mr, mean + Fr(266, 100) * mr
    s2 = 2 * mr / Fr(1128, 1000)
    for v in y:  # no comparison hangs on the last digits
        for limit in (lo, hi, mean - s2, mean + s2):
            assert v == limit == mean or abs(v - limit) > Fr(1, 10**7)
        assert v == mean or abs(v - mean) > Fr(1, 10**7)
    side = [sign(v - mean) for v in y]
    zone = [1 if v > mean + s2 else -1 if v < mean - s2 else 0 for v in y]
    step = [sign(b - a) for a, b in zip(y, y[1:])]
    two = [False] * n
    for i in range(n - 2):
        for d in (1, -1):
            hit = [j for j in range(i, i + 3) if zone[j] == d]
            if len(hit) >= 2:
                for j in hit:
                    two[j] = True
    out.update(
        lower=lo, upper=hi, sigma=mr / Fr(1128, 1000), two_sigma_lower=mean - s2, two_sigma_upper=mean + s2, mr_upper=Fr(3267, 1000) * mr,
        outside=[v < lo or v > hi for v in y],
        shift_7=windows(lambda i: side[i] != 0 and len(set(side[i : i + 7])) == 1, n, 7),
        shift_8=windows(lambda i: side[i] != 0 and len(set(side[i : i + 8])) == 1, n, 8),
        trend_6=windows(lambda i: step[i] != 0 and len(set(step[i : i + 5])) == 1, n, 6),
        trend_7=windows(lambda i: step[i] != 0 and len(set(step[i : i + 6])) == 1, n, 7),
        two_of_three=two,
    )
    return out


def p_chart(hits, totals, baseline=None):
    b = baseline or len(hits)
    if not sum(totals[:b]):
        return {"p_bar": None}
    pbar = Fr(sum(hits[:b]), sum(totals[:b]))
    rows = []
    for x, m in zip(hits, totals):
        if m == 0:
            rows.append({"share": None, "lower": None, "upper": None, "outside": False})
            continue
        w = 3 * mp.sqrt(fm(pbar * (1 - pbar) / m))
        lo, hi, s = max(fm(pbar) - w, mp.mpf(0)), min(fm(pbar) + w, mp.mpf(1)), Fr(x, m)
        assert min(abs(fm(s) - lo), abs(fm(s) - hi)) > 1e-7 or (lo == 0 and s == 0) or (hi == 1 and s == 1) or w == 0
        rows.append({"share": s, "lower": lo, "upper": hi, "outside": bool(fm(s) < lo or fm(s) > hi)})
    return {"p_bar": pbar, "points": rows}


@topic
def trends():
    from scipy import stats
    from statsmodels.stats.multitest import multipletests

    cases = []
    rng = np.random.default_rng(1938)

    def mk(name, values, times=None, source="", published=None):
        times = list(times) if times is not None else list(range(len(values)))
        even = times == list(range(len(values)))
        src = source + "exact fractions and mpmath; confirmed by " + ("pymannkendall 1.4.3 original_test and " if even else "pymannkendall 1.4.3 original_test (s, var_s, z, p, tau) and ") + "scipy 1.17.1 theilslopes" + (", kendalltau(exact)" if len(values) < 10 and len(set(values)) == len(values) else "")
        c = {"name": name, "kind": "mann_kendall", "source": src, "data": {"values": values, "times": times}, "expect": mann_kendall(values, times)}
        if published:
            for k, v in published.items():
                near(c["expect"][k], v, 0, 0.0005)
            c["published"] = published
        cases.append(c)

    mk("gilbert_four", [10, 15, 14, 20], source="Gilbert 1987 table 16.2 (S = 4; one-sided p 0.167 in his table A18; quoted from memory); ", published={"s": 4, "p": 0.333})
    mk("two", [3, 5])
    mk("three", [5, 3, 9])
    mk("four_rising", [1, 2, 3, 4])
    mk("five_falling", [9, 7, 6, 2, 1])
    for n in (5, 6, 7, 8, 9):
        mk(f"small_{n}", ints(rng.permutation(np.arange(10, 10 + 3 * n))[:n] + np.arange(n)))
    own = np.random.default_rng(6)
    for n in (6, 7, 8, 9):
        mk(f"distinct_{n}", ints(own.permutation(np.arange(10, 10 + 2 * n))[:n]))
        mk(f"distinct_rising_{n}", ints(np.sort(own.permutation(np.arange(10, 10 + 4 * n))[:n])[np.argsort(np.arange(n) + own.normal(0, 2, n))]))
        assert all(c["expect"]["p_exact"] is not None for c in cases[-2:])
    mk("nine_with_ties", [3, 4, 4, 5, 3, 6, 6, 7, 4])
    mk("nine_zigzag", [4, 9, 1, 8, 2, 7, 3, 6, 5])
    mk("ten_no_ties", [12, 15, 11, 18, 17, 21, 19, 24, 20, 26])
    mk("twelve_months", [31, 28, 35, 30, 41, 38, 36, 44, 47, 40, 49, 52])
    mk("twelve_decimals", [3.1, 3.4, 2.9, 3.3, 3.8, 3.6, 3.6, 4.1, 3.9, 4.4, 4.2, 4.4])
    mk("twenty_scale_answers", ints(np.clip(np.round(rng.normal(3, 1, 20) + np.arange(20) * 0.05), 1, 5)))
    mk("thirty_flat", ints(rng.integers(0, 100, 30)))
    mk("thirty_down", [round(float(v), 2) for v in rng.normal(50, 4, 30) - 0.3 * np.arange(30)])
    mk("forty_binary", ints(rng.random(40) < np.linspace(0.2, 0.7, 40)))
    mk("sixty", ints(np.round(rng.normal(200, 25, 60) + 0.6 * np.arange(60))))
    mk("sixty_strict_rise", [i * i for i in range(60)])
    mk("constant_12", [7] * 12)
    mk("constant_but_one", [7] * 11 + [9])
    mk("s_is_zero", [1, 2, 2, 1])
    mk("negative_values", [-5, -3, -8, 0, 2, -1, 4, 3, 6, 5, 9])
    mk("uneven_days", [12, 14, 13, 17, 16, 20, 23, 21], [0, 30, 61, 92, 183, 214, 365, 400])
    mk("uneven_years_ties", [5, 5, 6, 8, 7, 8, 9, 9, 12, 11, 12], [2010, 2011, 2013, 2014, 2015, 2018, 2019, 2020, 2022, 2023, 2025])

    def seasonal(name, values, period):
        cases.append({"name": name, "kind": "seasonal", "source": "exact fractions and mpmath; confirmed by pymannkendall 1.4.3 seasonal_test (interval: no package)",
                      "data": {"values": values, "period": period}, "expect": seasonal_mk(values, period)})

    def series(n, period, rise, noise, digits=None):
        t = np.arange(n)
        y = 40 + 12 * np.sin(2 * np.pi * t / period) + rise * t / period + rng.normal(0, noise, n)
        return ints(np.round(y)) if digits is None else [round(float(v), digits) for v in y]

    seasonal("months_36", series(36, 12, 2, 4), 12)
    seasonal("months_48_flat", series(48, 12, 0, 5), 12)
    seasonal("months_60_down", series(60, 12, -3, 4), 12)
    seasonal("months_40_incomplete", series(40, 12, 2, 3), 12)
    gaps = series(48, 12, 2.5, 4)
    for i in (3, 4, 17, 30, 47):
        gaps[i] = None
    seasonal("months_48_gaps", gaps, 12)
    seasonal("months_36_decimals", series(36, 12, 1, 2, 1), 12)
    seasonal("quarters_40", series(40, 4, 1, 4), 4)
    seasonal("quarters_36_ties", ints(np.round(np.array(series(36, 4, 1, 3)) / 10)), 4)
    seasonal("quarters_38_incomplete_gaps", [None if i in (0, 9, 21) else v for i, v in enumerate(series(38, 4, -2, 5))], 4)
    seasonal("two_seasons_8", [1, 10, 3, 9, 2, 12, 5, 14], 2)
    seasonal("period_1", [12, 15, 11, 18, 17, 21, 19, 24, 20, 26], 1)

    src = "Anhoej & Olesen 2014: longest run max = round(log2 n) + 3, crossings min = 5 % quantile of binomial(n - 1, 1/2); exact integers"
    rows = [{"useful": n, **run_limits(n)} for n in range(1, 121)]
    for r in rows:
        assert stats.binom.ppf(0.05, r["useful"] - 1, 0.5) == r["crossings_min"] or r["useful"] == 1
    cases.append({"name": "run_limits", "kind": "run_limits", "source": src + "; confirmed by scipy 1.17.1 binom.ppf", "data": {"useful": [r["useful"] for r in rows]},
                  "expect": {"longest_run_max": [r["longest_run_max"] for r in rows], "crossings_min": [r["crossings_min"] for r in rows]}})

    def run(name, values):
        cases.append({"name": name, "kind": "run_chart", "source": src + "; no package", "data": {"values": values}, "expect": run_chart(values)})

    run("run_random_24", ints(rng.permutation(np.arange(24))))
    run("run_ties_24", ints(rng.poisson(6, 24)))
    run("run_shift_24", ints(rng.poisson(16, 12)) + ints(rng.poisson(25, 12)))
    run("run_drift_20", ints(np.round(np.arange(20) * 1.5 + rng.normal(0, 3, 20))))
    run("run_alternating_16", [1, 9] * 8)
    run("run_two_halves_16", [1] * 8 + [9] * 8)
    run("run_long_run_few_points", [5, 1, 1, 2, 9, 9, 8, 9, 7, 8, 9, 1])
    run("run_median_points_inside_run", [1, 5, 2, 5, 3, 5, 4, 5, 9, 8, 7, 6, 5])
    run("run_constant_10", [4] * 10)
    run("run_one_off_median", [4] * 9 + [7])
    run("run_two_points", [4, 8])
    run("run_decimals_9", [2.5, 3.5, 3.1, 2.2, 3.0, 3.0, 2.9, 3.4, 3.6])
    run("run_even_median_between", [10, 20, 30, 40, 12, 33, 18, 41, 25, 26])

    def control(name, values, baseline=None):
        cases.append({"name": name, "kind": "xmr", "source": "definition (limits 2.66 and 3.267 x mean moving range, sigma = mean moving range / 1.128); exact fractions; no package",
                      "data": {"values": values, "baseline": baseline}, "expect": xmr(values, baseline)})

    control("xmr_stable_24", ints(np.round(rng.normal(100, 8, 24))))
    control("xmr_outlier", ints(np.round(rng.normal(100, 5, 12))) + [150] + ints(np.round(rng.normal(100, 5, 8))))
    control("xmr_low_outlier", [50, 52, 49, 51, 50, 53, 48, 20, 51, 50, 49, 52])
    control("xmr_shift_of_7", [10, 14, 9, 13, 11, 12, 8, 20, 17, 21, 18, 22, 19, 20, 9, 13])
    control("xmr_shift_of_8", [10, 14, 9, 13, 11, 12, 8, 20, 17, 21, 18, 22, 19, 20, 21, 13])
    control("xmr_trend_of_6", [20, 26, 19, 12, 15, 17, 20, 23, 27, 21, 25, 18, 22])
    control("xmr_trend_of_7_down", [20, 26, 19, 30, 28, 26, 23, 20, 17, 14, 25, 18, 22])
    control("xmr_trend_broken_by_tie", [10, 11, 12, 13, 13, 14, 15, 16, 10, 12])
    control("xmr_two_of_three", [50, 54, 47, 51, 49, 53, 48, 60, 52, 61, 50, 47, 53, 49, 51, 50])
    control("xmr_two_of_three_low", [50, 54, 47, 51, 49, 53, 48, 40, 39, 52, 50, 47, 53, 49, 51, 50])
    control("xmr_two_of_three_high", [50, 52, 49, 51, 50, 52, 49, 58, 52, 58, 50, 49, 51, 50, 52, 50])
    control("xmr_one_each_side", [50, 52, 49, 51, 50, 52, 49, 51, 50, 51, 49, 50, 57, 44, 50, 51, 49, 50, 52, 50, 49, 51, 50, 50])
    control("xmr_point_on_mean", [9, 11, 9, 11, 12, 11, 10, 12, 12, 11, 10, 10, 8, 9, 8, 7])
    assert cases[-1]["expect"]["mean"] == 10
    control("xmr_baseline_12", ints(np.round(rng.normal(30, 3, 12))) + ints(np.round(rng.normal(38, 3, 12))), 12)
    control("xmr_drift_30", ints(np.round(np.arange(30) * 1.2 + rng.normal(0, 5, 30))))
    control("xmr_constant", [5] * 10)
    control("xmr_two_points", [4, 10])
    control("xmr_one_point", [4])
    control("xmr_decimals", [3.2, 3.6, 3.1, 3.3, 3.9, 3.5, 4.9, 3.4, 3.2, 3.7, 3.3, 3.6])
    for key in ("outside", "shift_7", "shift_8", "trend_6", "trend_7", "two_of_three"):
        assert any(any(c["expect"].get(key, [])) for c in cases if c["kind"] == "xmr"), key

    def pch(name, hits, totals, baseline=None):
        cases.append({"name": name, "kind": "p_chart", "source": "definition (p bar from sums, limits per point 3 sigma, clipped to 0..1); exact fractions and mpmath; no package",
                      "data": {"hits": hits, "totals": totals, "baseline": baseline}, "expect": p_chart(hits, totals, baseline)})

    tot = ints(rng.integers(15, 60, 16))
    pch("p_chart_stable", ints(rng.binomial(tot, 0.7)), tot)
    pch("p_chart_outlier", [12, 14, 11, 13, 12, 3, 14, 12], [20, 21, 18, 20, 19, 22, 20, 18])
    pch("p_chart_rare", [0, 1, 0, 0, 2, 0, 6, 0, 1], [30, 28, 31, 25, 40, 33, 30, 29, 35])
    pch("p_chart_all", [20, 30, 25], [20, 30, 25])
    pch("p_chart_none", [0, 0, 0], [20, 30, 25])
    pch("p_chart_empty_month", [9, 0, 8, 11], [12, 0, 12, 14])
    pch("p_chart_baseline_8", [14, 15, 13, 16, 15, 14, 16, 15, 25, 27, 26, 13], [30] * 12, 8)
    pch("p_chart_no_totals", [0, 0], [0, 0])

    def bh(name, p, source="", alpha=0.05, rejected=None):
        exact = [dec(v) for v in p]
        m = len(p)
        order = sorted(range(m), key=lambda i: exact[i])
        adj = [None] * m
        low = Fr(1)
        for rank in range(m, 0, -1):
            i = order[rank - 1]
            low = min(low, exact[i] * m / rank)
            adj[i] = low
        rej = [a <= dec(alpha) for a in adj]
        if m:
            for x, y, a in zip(stats.false_discovery_control(p), multipletests(p, method="fdr_bh")[1], adj):
                near(x, a)
                near(y, a)
        if rejected is not None:
            assert sum(rej) == rejected
        c = {"name": name, "kind": "bh", "source": source + "exact fractions; confirmed by scipy 1.17.1 false_discovery_control and statsmodels 0.15.0 fdr_bh",
             "data": {"p": p, "alpha": alpha}, "expect": {"adjusted": adj, "rejected": rej}}
        if rejected is not None:
            c["published"] = {"rejected": rejected}
        cases.append(c)

    bh("bh_1995", [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0],
       "Benjamini & Hochberg 1995 section 3.2 (15 p-values, four rejected at 0.05; as in scipy's documentation); ", rejected=4)
    bh("bh_unsorted", [0.5, 0.01, 0.03, 0.02, 0.04, 0.9])
    bh("bh_ties", [0.03, 0.03, 0.2, 0.03, 0.001, 0.2, 1.0, 1.0])
    bh("bh_one", [0.04])
    bh("bh_zero", [0.0, 0.02, 0.04, 0.06])
    bh("bh_all_ones", [1.0, 1.0, 1.0])
    bh("bh_equal", [0.02, 0.02, 0.02, 0.02])
    bh("bh_on_the_line", [0.01, 0.02, 0.03, 0.04, 0.05])
    bh("bh_empty", [])
    bh("bh_40", [round(float(v), 4) for v in np.concatenate([rng.beta(0.3, 6, 12), rng.random(28)])])
    write("trends", cases)


# ---------------------------------------------------------------- resampling

MASK = (1 << 64) - 1


class SplitMix64:
    """Vigna's splitmix64.c (Steele, Lea & Flood 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def index(self, n):
        return self.next() % n


def bca_end(z0, a, tail):
    """The level of the BCa endpoint: Phi(z0 + (z0 + z)/(1 - a (z0 + z)))."""
    z = z0 + (zM if tail else -zM)
    return mp.ncdf(z0 + z / (1 - a * z))


def accel(parts):
    """parts: per sample (n, [centre - leave-one-out value]). Efron & Tibshirani 1993 for several samples, as scipy's BCa."""
    num = sum(Fr((n - 1) ** 3, n**3) * sum(u**3 for u in us) for n, us in parts)
    den = sum(Fr((n - 1) ** 2, n**2) * sum(u**2 for u in us) for n, us in parts)
    return None if den == 0 else fm(num) / (6 * fm(den) ** mp.mpf("1.5"))


def bca(samples, seed, b):
    """Mean of one sample or difference of means of two, exact; samples are lists of fractions."""
    rng = SplitMix64(seed)
    raw = []
    for _ in range(b):
        picks = [[s[rng.index(len(s))] for _ in s] for s in samples]
        raw.append(picks)
    mean = lambda s: sum(s, Fr(0)) / len(s)
    stat = lambda ss: mean(ss[0]) - mean(ss[1]) if len(ss) == 2 else mean(ss[0])
    theta = stat(samples)
    reps = [stat(p) for p in raw]
    order = sorted(reps)
    below, equal = sum(r < theta for r in reps), sum(r == theta for r in reps)
    fmean = lambda s: sum(float(v) for v in s) / len(s)
    fstat = lambda ss: fmean(ss[0]) - fmean(ss[1]) if len(ss) == 2 else fmean(ss[0])
    ft, frs = fstat(samples), [fstat(p) for p in raw]
    safe = (sum(r < ft for r in frs), sum(r == ft for r in frs)) == (below, equal)
    tail_lo, tail_hi = mp.ncdf(-zM), mp.ncdf(zM)
    out = {"estimate": theta, "below": below, "equal": equal, "float_safe": safe, "head": reps[:5], "first": order[:5], "last": order[-5:],
           "mean": sum(reps, Fr(0)) / b, "percentile": [type7(order, tail_lo), type7(order, tail_hi)]}
    z0 = m_norm_ppf(Fr(2 * below + equal, 2 * b))
    parts = []
    for k, s in enumerate(samples):
        loo = [stat([x[:i] + x[i + 1 :] if j == k else x for j, x in enumerate(samples)]) for i in range(len(s))]
        centre = sum(loo, Fr(0)) / len(loo)
        parts.append((len(s), [centre - v for v in loo]))
    a = accel(parts)
    out["z0"], out["a"] = z0, a
    if a is None:
        out["lower"] = out["upper"] = theta
        assert order[0] == order[-1] == theta
        return out
    out["level_lower"], out["level_upper"] = bca_end(z0, a, 0), bca_end(z0, a, 1)
    out["lower"], out["upper"] = type7(order, out["level_lower"]), type7(order, out["level_upper"])
    if len(samples) == 2:
        us = [u for _, us in parts for u in us]
        a1 = fm(sum(u**3 for u in us)) / (6 * fm(sum(u**2 for u in us)) ** mp.mpf("1.5"))
        out["one_list"] = {"a": a1, "lower": type7(order, bca_end(z0, a1, 0)), "upper": type7(order, bca_end(z0, a1, 1))}
    return out


def scipy_bca(samples):
    from scipy import stats

    f = [np.array([float(v) for v in s]) for s in samples]
    fn = (lambda x, axis: np.mean(x, axis=axis)) if len(f) == 1 else (lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis))
    ci = stats.bootstrap(f, fn, n_resamples=9999, method="BCa", vectorized=True, rng=np.random.default_rng(7)).confidence_interval
    return [float(ci.low), float(ci.high)]


def subset_sums(values, k):
    """{sum: number of subsets of size k with this sum}."""
    table = [Counter() for _ in range(k + 1)]
    table[0][0] = 1
    for v in values:
        for size in range(k, 0, -1):
            for s, w in table[size - 1].items():
                table[size][s + v] += w
    return table[k]


def permutation(values, arms, blocks):
    """arms 0/1 (a = 0, b = 1), all splits inside each block with the arm sizes kept."""
    units = {}
    for v, g, bl in zip(values, arms, blocks):
        units.setdefault(bl, ([], []))[g].append(v)
    na, nb = arms.count(0), arms.count(1)
    total = sum(values)
    splits = math.prod(math.comb(len(x) + len(y), len(x)) for x, y in units.values())
    # difference of the overall means, from the sum of arm a
    dist = Counter({0: 1})
    wdist = Counter({Fr(0): 1})
    wobs = Fr(0)
    n = len(values)
    for x, y in units.values():
        part = subset_sums(x + y, len(x))
        new = Counter()
        for s, w in dist.items():
            for s2, w2 in part.items():
                new[s + s2] += w * w2
        dist = new
        tot, p, q = sum(x + y), len(x), len(y)
        diff = lambda s: Fr(p + q, n) * (Fr(s, p) - Fr(tot - s, q))
        new = Counter()
        for s, w in wdist.items():
            for s2, w2 in part.items():
                new[s + diff(s2)] += w * w2
        wdist = new
        wobs += diff(sum(x))
    stat = lambda s: Fr(s, na) - Fr(total - s, nb)
    obs = stat(sum(v for v, g in zip(values, arms) if g == 0))
    assert sum(dist.values()) == sum(wdist.values()) == splits
    hits = sum(w for s, w in dist.items() if abs(stat(s)) >= abs(obs))
    up = sum(w for s, w in dist.items() if stat(s) >= obs)
    down = sum(w for s, w in dist.items() if stat(s) <= obs)
    whits = sum(w for s, w in wdist.items() if abs(s) >= abs(wobs))
    return {"difference": obs, "splits": splits, "hits": hits, "p_abs": Fr(hits, splits), "p_greater": Fr(up, splits), "p_less": Fr(down, splits),
            "weighted_difference": wobs, "weighted_hits": whits, "weighted_p_abs": Fr(whits, splits)}


def brute_permutation(values, arms, blocks):
    """The same by listing every assignment; only for few."""
    idx = {}
    for i, bl in enumerate(blocks):
        idx.setdefault(bl, []).append(i)
    choices = [list(itertools.combinations(ix, sum(arms[i] == 0 for i in ix))) for ix in idx.values()]
    na, nb, total, n = arms.count(0), arms.count(1), sum(values), len(values)
    seen = []
    for pick in itertools.product(*choices):
        s = sum(values[i] for ix in pick for i in ix)
        w = Fr(0)
        for ix, all_ in zip(pick, idx.values()):
            sa, sall = sum(values[i] for i in ix), sum(values[i] for i in all_)
            w += Fr(len(all_), n) * (Fr(sa, len(ix)) - Fr(sall - sa, len(all_) - len(ix)))
        seen.append((Fr(s, na) - Fr(total - s, nb), w))
    obs = tuple(i for i, g in enumerate(arms) if g == 0)
    s = sum(values[i] for i in obs)
    o = Fr(s, na) - Fr(total - s, nb)
    return len(seen), sum(abs(x) >= abs(o) for x, _ in seen)


def welch(a, b):
    na, nb = len(a), len(b)
    ma, mb = sum(a, Fr(0)) / na, sum(b, Fr(0)) / nb
    va = sum((x - ma) ** 2 for x in a) / (na - 1) / na
    vb = sum((x - mb) ** 2 for x in b) / (nb - 1) / nb
    if va + vb == 0:
        return ma - mb, Fr(0), None, None
    df = (va + vb) ** 2 / (va**2 / (na - 1) + vb**2 / (nb - 1))
    return ma - mb, va + vb, df, fm(ma - mb) / mp.sqrt(fm(va + vb))


def cuped(pre, post, arms):
    import statsmodels.api as sm

    pre, post = [dec(v) for v in pre], [dec(v) for v in post]
    sxy = sxx = syy = Fr(0)
    for g in (0, 1):
        x = [v for v, h in zip(pre, arms) if h == g]
        y = [v for v, h in zip(post, arms) if h == g]
        mx, my = sum(x, Fr(0)) / len(x), sum(y, Fr(0)) / len(y)
        sxy += sum((p - mx) * (q - my) for p, q in zip(x, y))
        sxx += sum((p - mx) ** 2 for p in x)
        syy += sum((q - my) ** 2 for q in y)
    pick = lambda v, g: [x for x, h in zip(v, arms) if h == g]
    raw, raw_var, raw_df, raw_t = welch(pick(post, 0), pick(post, 1))
    out = {"raw_difference": raw, "raw_se": mp.sqrt(fm(raw_var)), "raw_df": raw_df}
    if sxx == 0:
        out.update(theta=None, difference=None, se=None, df=None, t=None, p=None, lower=None, upper=None, variance_reduction=None, r2_within=None)
        return out
    theta = sxy / sxx
    centre = sum(pre, Fr(0)) / len(pre)
    adj = [q - theta * (p - centre) for p, q in zip(pre, post)]
    d, var, df, t = welch(pick(adj, 0), pick(adj, 1))
    assert d == raw - theta * (sum(pick(pre, 0)) / len(pick(pre, 0)) - sum(pick(pre, 1)) / len(pick(pre, 1)))
    se = mp.sqrt(fm(var))
    half = m_t_isf(Fr(1, 40), fm(df)) * se if df else None
    out.update(theta=theta, difference=d, se=se, df=df, t=t, p=2 * m_t_sf(abs(t), fm(df)) if df else None,
               lower=fm(d) - half if df else d, upper=fm(d) + half if df else d,
               variance_reduction=1 - var / raw_var if raw_var else None, r2_within=sxy**2 / (sxx * syy) if syy else None,
               adjusted_mean_a=sum(pick(adj, 0), Fr(0)) / len(pick(adj, 0)), adjusted_mean_b=sum(pick(adj, 1), Fr(0)) / len(pick(adj, 1)))
    fit = sm.OLS([float(v) for v in post], np.column_stack([np.ones(len(pre)), [1.0 - g for g in arms], [float(v) for v in pre]])).fit()
    near(fit.params[2], theta, 1e-8)
    near(fit.params[1], d, 1e-8, 1e-10)
    if df:
        from scipy import stats

        ref = stats.ttest_ind([float(v) for v in pick(adj, 0)], [float(v) for v in pick(adj, 1)], equal_var=False)
        near(ref.statistic, t, 1e-8)
        near(ref.df, df, 1e-8)
        near(ref.pvalue, out["p"], 1e-7)
    return out


def spend(kind, alpha, t):
    """Cumulative spending f(alpha; t): O'Brien-Fleming type or Pocock type (Lan & DeMets 1983)."""
    alpha, t = mp.mpf(alpha), fm(t)
    if kind == "pocock":
        return alpha * mp.log(1 + (mp.e - 1) * t)
    return 2 * m_sf(-m_norm_ppf(alpha / 2) / mp.sqrt(t))


def boundaries(total, times, nodes=240):
    """Two-sided symmetric z boundaries: P(first |Z| >= c at look k) = increment k. Recursive Gauss-Legendre integration."""
    from scipy import optimize, special

    gx, gw = np.polynomial.legendre.leggauss(nodes)
    x, w = np.array([0.0]), np.array([1.0])  # position and weight x density of the walk still going on
    prev = t0 = 0.0
    out = []
    for cum, t in zip(total, times):
        inc = float(cum - prev)
        sd = math.sqrt(t - t0)
        tail = lambda c: 2 * float(np.sum(w * special.ndtr((x - c * math.sqrt(t)) / sd)))
        c = optimize.brentq(lambda c: math.log(tail(c) / inc), 0.01, 12, xtol=1e-14, rtol=1e-14)
        out.append(c)
        b = c * math.sqrt(t)
        nx_ = gx * b
        dens = np.array([np.sum(w * np.exp(-0.5 * ((y - x) / sd) ** 2)) for y in nx_]) / (sd * math.sqrt(2 * math.pi))
        x, w = nx_, gw * b * dens
        prev, t0 = cum, t
    return out


def icc_figures(clusters):
    from scipy import stats

    y = [[dec(v) for v in c] for c in clusters]
    k, n = len(y), sum(len(c) for c in y)
    sizes = [len(c) for c in y]
    out = {"clusters": k, "n": n, "m_mean": Fr(n, k), "m0": None, "ms_between": None, "ms_within": None, "icc": None}
    if k > 1:
        out["m0"] = (n - Fr(sum(m * m for m in sizes), n)) / (k - 1)
    if k > 1 and n > k:
        grand = sum(sum(c, Fr(0)) for c in y) / n
        means = [sum(c, Fr(0)) / len(c) for c in y]
        msb = sum(len(c) * (m - grand) ** 2 for c, m in zip(y, means)) / (k - 1)
        msw = sum((v - m) ** 2 for c, m in zip(y, means) for v in c) / (n - k)
        out["ms_between"], out["ms_within"] = msb, msw
        if msb + (out["m0"] - 1) * msw != 0:
            out["icc"] = (msb - msw) / (msb + (out["m0"] - 1) * msw)
        if msw:
            near(stats.f_oneway(*[[float(v) for v in c] for c in clusters]).statistic, msb / msw, 1e-8)
    icc = out["icc"]
    kish = Fr(sum(m * m for m in sizes), n)
    out["m_kish"] = kish
    for name, m in (("mean", out["m_mean"]), ("m0", out["m0"]), ("kish", kish)):
        d = 1 + (m - 1) * icc if icc is not None else None
        out["deff_" + name] = d
        out["n_effective_" + name] = n / d if d else None
    if icc is not None and len(set(sizes)) == 1:
        import pandas as pd
        import pingouin as pg

        rows = [(i, j, float(v)) for i, c in enumerate(clusters) for j, v in enumerate(c)]
        t = pg.intraclass_corr(pd.DataFrame(rows, columns=["s", "r", "v"]), "s", "r", "v")
        near(t["ICC"].iloc[0], icc, 1e-8, 1e-8)
    return out


@topic
def resampling():
    from scipy import stats

    cases = []
    for seed in (0, 1, 42, 1234567, 0xDEADBEEF, MASK):
        r, q = SplitMix64(seed), SplitMix64(seed)
        got = [r.next() for _ in range(8)]
        c = {"name": f"splitmix64_{seed}", "kind": "splitmix64", "source": "Vigna's splitmix64.c" + ("; first five as on Rosetta Code (from memory)" if seed == 1234567 else "") + "; integers as strings",
             "data": {"seed": str(seed), "n": [7, 30, 1000]}, "expect": {"next": [str(v) for v in got], "index_7": [q.index(7) for _ in range(8)],
             "index_30": [v % 30 for v in got], "index_1000": [v % 1000 for v in got]}}
        if seed == 1234567:
            c["published"] = {"next": ["6457827717110365317", "3203168211198807973", "9817491932198370423", "4593380528125082431", "16408922859458223821"]}
            assert c["published"]["next"] == c["expect"]["next"][:5]
        if seed == 0:
            assert got[0] == 0xE220A8397B1DCDAF
        cases.append(c)

    rng = np.random.default_rng(1987)
    src = "SplitMix64 and BCa by the convention, exact fractions and mpmath; scipy 1.17.1 bootstrap(BCa, 9999 of its own resamples) beside it"

    def boot(name, samples, seed, b=2000):
        samples = [sorted(s) for s in samples]  # the order of rows must not matter, so draws are of ascending values
        ex = [[dec(v) for v in s] for s in samples]
        e = bca(ex, seed, b)
        if e["a"] is not None:
            e["scipy"] = scipy_bca(ex)
            wide = float(e["upper"] - e["lower"])
            assert abs(e["scipy"][0] - float(e["lower"])) < 0.15 * wide and abs(e["scipy"][1] - float(e["upper"])) < 0.15 * wide, (name, e["scipy"], e["lower"], e["upper"])
        data = {"values": samples[0]} if len(samples) == 1 else {"a": samples[0], "b": samples[1]}
        cases.append({"name": name, "kind": "bca_mean" if len(samples) == 1 else "bca_difference", "source": src, "data": {**data, "seed": seed, "replicates": b}, "expect": e})

    boot("bca_mean_scale_20", [ints(rng.integers(1, 6, 20))], 1)
    boot("bca_mean_skew_24", [ints(np.round(rng.exponential(20, 24)))], 2)
    boot("bca_mean_16_exact_in_floats", [ints(rng.integers(0, 40, 16))], 3)
    boot("bca_mean_40_decimals", [[round(float(v), 1) for v in rng.lognormal(2, 0.6, 40)]], 4)
    boot("bca_mean_changes_30", [ints(np.round(rng.normal(0.8, 2.5, 30)))], 20240101)
    boot("bca_mean_binary_25", [[0] * 19 + [1] * 6], 6)
    boot("bca_mean_5", [[1, 4, 2, 8, 6]], 7)
    boot("bca_mean_outlier_12", [[3, 4, 2, 5, 3, 4, 3, 2, 4, 5, 3, 40]], 8)
    boot("bca_mean_constant", [[6] * 10], 9)
    boot("bca_mean_500_replicates", [ints(rng.integers(0, 100, 15))], 10, 500)
    boot("bca_difference_16_8", [ints(rng.integers(0, 30, 16)), ints(rng.integers(0, 24, 8))], 11)
    boot("bca_difference_12_15", [ints(np.round(rng.normal(12, 4, 12))), ints(np.round(rng.normal(10, 3, 15)))], 12)
    boot("bca_difference_skew_10_30", [ints(np.round(rng.exponential(15, 10))), ints(np.round(rng.exponential(12, 30)))], 13)
    boot("bca_difference_scale_20_20", [ints(rng.integers(1, 6, 20)), ints(rng.integers(1, 6, 20))], 14)
    boot("bca_difference_one_arm_constant", [[5] * 8, [2, 3, 7, 1, 4, 9, 2, 6]], 15)
    boot("bca_difference_constant", [[5] * 4, [3] * 4], 16)

    def perm(name, values, arms, blocks=None):
        bl = blocks or [0] * len(values)
        e = permutation(values, arms, bl)
        text = "exact integers, sums of all splits by dynamic programming"
        if e["splits"] <= 20000:
            assert brute_permutation(values, arms, bl) == (e["splits"], e["hits"])
            text += "; confirmed by listing every split"
        if blocks is None:
            assert e["weighted_hits"] == e["hits"]
            for k in ("weighted_difference", "weighted_hits", "weighted_p_abs"):
                del e[k]
            if e["splits"] <= 20000 and min(arms.count(0), arms.count(1)) > 1:
                a, b = ([float(v) for v, g in zip(values, arms) if g == h] for h in (0, 1))
                # integer statistic: no ties lost to rounding
                f = lambda x, y, axis: np.abs(np.sum(x, axis=axis) * len(b) - np.sum(y, axis=axis) * len(a))
                ref = stats.permutation_test((a, b), f, vectorized=True, n_resamples=np.inf, alternative="greater")
                near(ref.pvalue, e["p_abs"])
                text += " and scipy 1.17.1 permutation_test"
            data = {"a": [v for v, g in zip(values, arms) if g == 0], "b": [v for v, g in zip(values, arms) if g == 1]}
        else:
            data = {"values": values, "arms": arms, "blocks": blocks}
        cases.append({"name": name, "kind": "permutation" if blocks is None else "permutation_blocked", "source": text, "data": data, "expect": e})

    two = lambda a, b: (list(a) + list(b), [0] * len(a) + [1] * len(b))
    perm("perm_3_3_extreme", *two([7, 8, 9], [1, 2, 3]))
    perm("perm_4_4_ties", *two([3, 4, 4, 5], [2, 3, 3, 4]))
    perm("perm_2_5", *two([10, 12], [3, 5, 8, 9, 11]))
    perm("perm_5_5", *two([12, 15, 9, 14, 18], [8, 11, 7, 13, 10]))
    perm("perm_6_4_unequal", *two([1, 5, 3, 2, 4, 2], [6, 3, 7, 5]))
    perm("perm_7_7", *two([24, 43, 58, 71, 43, 49, 61], [42, 43, 55, 26, 62, 37, 33]))
    perm("perm_8_8_scale", *two([4, 5, 3, 4, 5, 4, 5, 3], [3, 2, 4, 3, 3, 4, 2, 3]))
    perm("perm_10_10", *two(ints(rng.integers(0, 40, 10)), ints(rng.integers(5, 50, 10))))
    perm("perm_20_20", *two(ints(rng.integers(0, 60, 20)), ints(rng.integers(8, 70, 20))))
    perm("perm_all_equal", *two([4, 4, 4], [4, 4, 4]))
    perm("perm_1_9", *two([30], [1, 2, 3, 4, 5, 6, 7, 8, 9]))
    perm("perm_no_difference", *two([1, 4, 6, 7], [2, 3, 5, 8]))
    perm("perm_negative", *two([-3, -1, -4, 0], [2, -2, 1, 3]))
    perm("blocked_pairs_6", [5, 3, 8, 6, 7, 7, 4, 1, 9, 6, 3, 4], [0, 1] * 6, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    perm("blocked_of_4", [12, 9, 14, 8, 20, 15, 17, 18, 5, 7, 6, 2], [0, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1, 1], [0] * 4 + [1] * 4 + [2] * 4)
    perm("blocked_unequal_shares", [12, 9, 14, 8, 11, 30, 25, 33, 28, 27, 24], [0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 1], [0] * 5 + [1] * 6)
    perm("blocked_two_sites", ints(rng.integers(10, 40, 16)), [0, 1] * 8, [0] * 6 + [1] * 10)
    perm("blocked_large", ints(rng.integers(0, 30, 40)), [0, 1] * 20, [i // 8 for i in range(40)])
    perm("blocked_one_block", [7, 8, 9, 1, 2, 3], [0, 0, 0, 1, 1, 1], [4] * 6)

    def cup(name, pre, post, arms):
        cases.append({"name": name, "kind": "cuped", "source": "definition in exact fractions; theta and difference confirmed by OLS post ~ arm + pre (statsmodels 0.15.0), t, df, p by scipy 1.17.1 ttest_ind(equal_var=False) on the adjusted values",
                      "data": {"pre": pre, "post": post, "arms": arms}, "expect": cuped(pre, post, arms)})

    for name, n, rho, gain in (("cuped_40", 40, 0.8, 3), ("cuped_25_weak", 25, 0.1, 0), ("cuped_120", 120, 0.6, 1)):
        x = rng.normal(20, 5, n)
        g = ints(rng.permutation(np.arange(n) % 2))
        y = 20 + rho * (x - 20) + rng.normal(0, 5 * math.sqrt(1 - rho * rho), n) + gain * (1 - np.array(g))
        cup(name, ints(np.round(x)), ints(np.round(y)), g)
    x = [round(float(v), 2) for v in rng.normal(3, 0.7, 30)]
    cup("cuped_decimals_unequal_arms", x, [round(0.9 * v + float(e), 2) for v, e in zip(x, rng.normal(0.4, 0.4, 30))], [0] * 9 + [1] * 21)
    cup("cuped_negative_theta", [1, 2, 3, 4, 5, 6, 7, 8], [9, 7, 8, 6, 5, 4, 4, 1], [0, 1, 0, 1, 1, 0, 1, 0])
    cup("cuped_constant_pre", [5] * 6, [1, 2, 3, 4, 5, 7], [0, 0, 0, 1, 1, 1])
    cup("cuped_imbalanced_pre", [10, 12, 14, 16, 4, 6, 8, 10], [13, 16, 16, 20, 6, 9, 9, 13], [0, 0, 0, 0, 1, 1, 1, 1])

    def ratio_case(name, counts, weights):
        n, wsum = sum(counts), sum(weights)
        exp = [Fr(n * w, wsum) for w in weights]
        chi = sum((c - x) ** 2 / x for c, x in zip(counts, exp)) if n else None
        e = {"expected": exp, "chi2": chi, "df": len(counts) - 1, "p": m_chi2_sf(fm(chi), len(counts) - 1) if n else None, "p_binomial": None}
        text = "exact fractions and mpmath"
        if n:
            ref = stats.chisquare(counts, [float(x) for x in exp])
            near(ref.statistic, chi, 1e-9)
            near(ref.pvalue, e["p"], 1e-8, 1e-300)
            text += "; confirmed by scipy 1.17.1 chisquare"
        if len(counts) == 2 and n:
            p, q = weights[0], weights[1]
            pm = [math.comb(n, i) * p**i * q ** (n - i) for i in range(n + 1)]
            e["p_binomial"] = Fr(sum(v for v in pm if v <= pm[counts[0]]), wsum**n)
            near(stats.binomtest(counts[0], n, p / wsum).pvalue, e["p_binomial"], 1e-8, 1e-300)
            text += ", binomtest"
        cases.append({"name": name, "kind": "sample_ratio", "source": text, "data": {"counts": counts, "ratio": weights}, "expect": e})

    ratio_case("srm_even", [50, 50], [1, 1])
    ratio_case("srm_60_40", [60, 40], [1, 1])
    ratio_case("srm_small", [9, 2], [1, 1])
    ratio_case("srm_two_to_one", [70, 30], [2, 1])
    ratio_case("srm_two_to_one_exact", [20, 10], [2, 1])
    ratio_case("srm_zero_arm", [8, 0], [1, 1])
    ratio_case("srm_three_arms", [33, 41, 26], [1, 1, 1])
    ratio_case("srm_three_arms_weighted", [52, 28, 15], [2, 1, 1])
    ratio_case("srm_large_bad", [821, 700], [1, 1])
    ratio_case("srm_one_to_nine", [14, 90], [1, 9])
    ratio_case("srm_no_units", [0, 0], [1, 1])

    known = {
        ("obrien_fleming", 0.05, 2): [2.963, 1.969], ("obrien_fleming", 0.05, 3): [3.710, 2.511, 1.993],
        ("obrien_fleming", 0.05, 4): [4.333, 2.963, 2.359, 2.014], ("obrien_fleming", 0.05, 5): [4.877, 3.357, 2.680, 2.290, 2.031],
        ("pocock", 0.05, 5): [2.438, 2.427, 2.410, 2.397, 2.386],
    }

    def looks(kind, alpha, times, name):
        per_side = [spend(kind, mp.mpf(alpha) / 2, Fr(t)) for t in times]
        whole = [spend(kind, mp.mpf(alpha), Fr(t)) for t in times]
        ts = [float(t) for t in times]
        e = {}
        for key, total in (("per_side", [2 * p for p in per_side]), ("whole", whole)):
            z = boundaries(total, ts)
            for u, v in zip(z, boundaries(total, ts, 480)):
                near(u, v, 1e-11)
            if len(z) == 2:  # the second look by the bivariate normal
                c = stats.multivariate_normal(cov=[[1, math.sqrt(ts[0] / ts[1])], [math.sqrt(ts[0] / ts[1]), 1]])
                inside = c.cdf([z[0], z[1]], lower_limit=[-z[0], -z[1]])
                near(1 - inside, total[-1], 0, 2e-5)
            e[key] = {"cumulative": total, "z": z, "nominal_p": [2 * m_sf(v) for v in z]}
        c = {"name": name, "kind": "alpha_spending", "source": "Lan & DeMets 1983 spending functions in mpmath; boundaries by recursive Gauss-Legendre integration in doubles (240 and 480 nodes agree to 1e-11)",
             "data": {"spending": kind, "alpha": alpha, "times": ts}, "expect": e}
        if (kind, alpha, len(ts)) in known and name.endswith("equal"):
            for a, b in zip(known[kind, alpha, len(ts)], e["per_side"]["z"]):
                near(a, b, 0, 0.0005001)
            c["published"] = {"per_side_z": known[kind, alpha, len(ts)]}
            c["source"] += "; published: gsDesign / ldbounds (alpha/2 on each side), quoted from memory"
        cases.append(c)

    for kind in ("obrien_fleming", "pocock"):
        for alpha in (0.05, 0.01):
            for k in range(1, 6):
                looks(kind, alpha, [Fr(i, k) for i in range(1, k + 1)], f"{kind}_{alpha}_{k}_equal")
    looks("obrien_fleming", 0.05, [Fr(3, 10), Fr(7, 10), Fr(1)], "obrien_fleming_0.05_3_at_0.3_0.7")
    looks("pocock", 0.05, [Fr(1, 4), Fr(1, 2), Fr(1)], "pocock_0.05_3_at_0.25_0.5")
    looks("obrien_fleming", 0.05, [Fr(i, 10) for i in range(2, 11)], "obrien_fleming_0.05_9_from_0.2")
    looks("obrien_fleming", 0.05, [Fr(1, 2), Fr(4, 5)], "obrien_fleming_0.05_2_not_finished")

    def icc_case(name, clusters, source="", published=None):
        e = icc_figures(clusters)
        equal = len({len(c) for c in clusters}) == 1 and e["icc"] is not None
        c = {"name": name, "kind": "icc", "source": source + "exact fractions; F confirmed by scipy 1.17.1 f_oneway where defined" + (", ICC by pingouin 0.7.0 intraclass_corr" if equal else ""),
             "data": {"clusters": clusters}, "expect": e}
        if published:
            near(e["icc"], published["icc"], 0, 0.005)
            c["published"] = published
        cases.append(c)

    icc_case("icc_shrout_fleiss", [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], "Shrout & Fleiss 1979 table 2, ICC(1,1) = .17; ", {"icc": 0.17})
    clusters = []
    for m in (3, 5, 2, 8, 4, 1, 6, 3, 7, 2):
        u = rng.normal(0, 3)
        clusters.append(ints(np.round(20 + u + rng.normal(0, 3, m))))
    icc_case("icc_unequal_10", clusters)
    icc_case("icc_mentors_1_to_3", [[4], [3, 5], [4, 4], [2, 3, 2], [5], [4, 5, 5], [1, 2], [3]])
    icc_case("icc_negative", [[1, 9], [2, 8], [9, 1], [7, 3]])
    icc_case("icc_slightly_negative", [[3, 5, 4], [4, 2, 5, 6], [4, 4], [1, 7, 4]])
    icc_case("icc_one", [[1, 1, 1], [5, 5], [9, 9, 9, 9]])
    icc_case("icc_all_singletons", [[1], [4], [7]])
    icc_case("icc_one_cluster", [[1, 4, 7, 2]])
    icc_case("icc_constant", [[3, 3], [3, 3, 3]])
    icc_case("icc_decimals", [[2.5, 3.1, 2.8], [4.0, 4.4], [3.3, 2.9, 3.7, 3.5], [1.9, 2.6]])
    write("resampling", cases)


# ---------------------------------------------------------------- money


def concentration(cents):
    x = [v for v in cents if v]
    assert all(v > 0 for v in x)
    t, n = sum(x), len(x)
    out = {"sources": n, "total": t}
    if not t:
        return {**out, "hhi": None, "hhi_exact": None, "normalised": None, "effective": None, "largest_share": None, "entropy": None, "entropy_effective": None}
    h = Fr(sum(v * v for v in x), t * t)
    ent = -sum(fm(Fr(v, t)) * mp.log(fm(Fr(v, t))) for v in x) + mp.mpf(0)
    return {**out, "hhi": h, "hhi_exact": [str(h.numerator), str(h.denominator)], "normalised": (h - Fr(1, n)) / (1 - Fr(1, n)) if n > 1 else None,
            "effective": 1 / h, "largest_share": Fr(max(x), t), "entropy": ent, "entropy_effective": mp.exp(ent)}


def runway(cash, income, costs, window):
    """income: one list per source, one amount per month; costs: one amount per month. Last `window` months."""
    n = len(costs)
    if n < window:
        return None
    cut = slice(n - window, n)
    got = [sum(s[cut]) for s in income]
    spent = sum(costs[cut])
    big = max(range(len(got)), key=lambda i: (got[i], -i)) if got else None
    months = lambda burn: (mp.mpf("inf") if burn <= 0 else Fr(cash * window, burn))
    return {"mean_income": Fr(sum(got), window), "mean_costs": Fr(spent, window), "net_burn": Fr(spent - sum(got), window),
            "months": months(spent - sum(got)), "gross_months": months(spent),
            "largest_source": big, "net_burn_without": Fr(spent - sum(got) + got[big], window) if got else None,
            "months_without": months(spent - sum(got) + got[big]) if got else None}


@topic
def money():
    from scipy import stats

    cases = []
    rng = np.random.default_rng(30)

    def con(name, cents, source=""):
        e = concentration(cents)
        if e["hhi"] is not None:
            near(stats.entropy([v for v in cents if v]), e["entropy"], 1e-10, 1e-12)
        cases.append({"name": name, "kind": "concentration", "source": source + "exact fractions; entropy by mpmath, confirmed by scipy 1.17.1 entropy", "data": {"cents": cents}, "expect": e})

    con("five_funders", [5000000, 2500000, 1250000, 750000, 500000])
    con("one_funder", [123456])
    con("two_equal", [50, 50])
    con("four_equal", [250000] * 4)
    con("ten_equal", [1] * 10)
    con("zeros_dropped", [0, 400000, 0, 100000, 0])
    con("one_and_zeros", [0, 0, 700])
    con("empty", [])
    con("all_zero", [0, 0, 0])
    con("dominant", [99999999, 1])
    con("thirds", [1, 1, 1])
    con("one_two_three", [100, 200, 300])
    con("shares_40_30_20_10", [4000, 3000, 2000, 1000])
    con("many_small_donors", ints(rng.integers(500, 10000, 60)) + [25000000, 10000000])
    con("large_amounts", [9007199254740993, 9000000000000000, 8999999999999999, 1], "beyond 2^53; ")
    con("seeded_12", ints(np.round(rng.lognormal(13, 1.2, 12))))

    def run(name, cash, income, costs):
        cases.append({"name": name, "kind": "runway", "source": "definition; exact fractions; no package", "data": {"unrestricted_cash": cash, "income": income, "costs": costs},
                      "expect": {str(w): runway(cash, income, costs, w) for w in (3, 6, 12)}})

    month = lambda base, spread, n=12: ints(rng.integers(base - spread, base + spread + 1, n))
    run("plain_12", 6000000, [[500000] * 12, [200000] * 12], [1000000] * 12)
    run("three_sources", 8400000, [[400000] * 12, [0, 0, 900000] * 4, month(60000, 20000)], month(950000, 100000))
    run("surplus", 1500000, [month(900000, 50000), month(300000, 50000)], month(1000000, 60000))
    run("surplus_lately", 2500000, [[300000] * 9 + [1500000] * 3, [100000] * 12], [800000] * 12)
    run("break_even", 1000000, [[500000] * 12, [500000] * 12], [1000000] * 12)
    run("no_income", 900000, [], [100000] * 12)
    run("six_months_only", 3000000, [month(400000, 90000, 6), month(150000, 30000, 6)], month(700000, 50000, 6))
    run("two_months_only", 3000000, [[1, 2], [3, 4]], [100, 100])
    run("no_cash", 0, [[100000] * 12], [150000] * 12)
    run("no_cash_surplus", 0, [[200000] * 12], [150000] * 12)
    run("no_costs", 500000, [[10000] * 12], [0] * 12)
    run("one_source", 1200000, [[300000] * 12], [400000] * 12)
    run("equal_sources", 1200000, [[100000] * 12, [100000] * 12, [100000] * 12], [400000] * 12)
    run("largest_changes_with_window", 2400000, [[0] * 9 + [900000] * 3, [500000] * 12, [100000] * 12], [1200000] * 12)
    run("twenty_four_months", 5000000, [month(400000, 200000, 24), month(250000, 90000, 24)], month(900000, 150000, 24))
    write("money", cases)


# ---------------------------------------------------------------- disclosure


def flow(hidden, caps, source, sink, skip, limit, rows):
    """Largest flow source -> sink (rows 0.., columns rows..) through hidden cells: row -> column raises a cell (no upper
    bound, at most `limit` matters), column -> row lowers it (at most its count). The cell `skip` itself is not used."""
    res = {}
    for (i, j), c in zip(hidden, caps):
        if (i, j) != skip:
            res.setdefault(i, {})[rows + j] = limit
            res.setdefault(rows + j, {})[i] = c
    total = 0
    while total < limit:
        back = {source: None}
        todo = deque([source])
        while todo and sink not in back:
            x = todo.popleft()
            for y, c in res.get(x, {}).items():
                if c > 0 and y not in back:
                    back[y] = x
                    todo.append(y)
        if sink not in back:
            break
        push, y = limit - total, sink
        while back[y] is not None:
            push = min(push, res[back[y]][y])
            y = back[y]
        y = sink
        while back[y] is not None:
            x = back[y]
            res[x][y] -= push
            res[y][x] += push
            y = x
        total += push
    return total


def interval(table, hidden, cell):
    """Feasible values of a hidden cell given all other cells, all margins and non-negativity."""
    rows = len(table)
    caps = [table[i][j] for i, j in hidden]
    top = sum(caps)
    i, j = cell
    up = flow(hidden, caps, rows + j, i, cell, top, rows)  # lower others along column j .. row i
    down = flow(hidden, caps, i, rows + j, cell, table[i][j], rows)
    return [table[i][j] - down, table[i][j] + up]


def lp_interval(table, hidden, cell):
    from scipy.optimize import linprog

    r, c = len(table), len(table[0])
    pos = {h: n for n, h in enumerate(hidden)}
    a, b = [], []
    for i in range(r):
        row = [1.0 if h[0] == i else 0.0 for h in hidden]
        a.append(row)
        b.append(sum(table[x][y] for x, y in hidden if x == i))
    for j in range(c):
        a.append([1.0 if h[1] == j else 0.0 for h in hidden])
        b.append(sum(table[x][y] for x, y in hidden if y == j))
    out = []
    for s in (1, -1):
        obj = np.zeros(len(hidden))
        obj[pos[cell]] = s
        ref = linprog(obj, A_eq=a, b_eq=b, bounds=(0, None), method="highs")
        assert ref.status == 0
        out.append(s * ref.fun)
    return out


def valid(table, hidden, primary, k):
    for cell in primary:
        lo, hi = interval(table, hidden, cell)
        if hi - lo < k:
            return False
    return True


def optimum(table, k, zeros=True):
    """Fewest extra cells, then smallest sum of their counts, then the first in row order. None if none is valid."""
    r, c = len(table), len(table[0])
    cells = [(i, j) for i in range(r) for j in range(c)]
    primary = [x for x in cells if 0 < table[x[0]][x[1]] < k]
    if not primary:
        return primary, [], 0
    rest = [x for x in cells if x not in primary and (zeros or table[x[0]][x[1]] > 0)]
    if not valid(table, sorted(primary + rest), primary, k):
        return primary, None, None
    value = {x: table[x[0]][x[1]] for x in rest}
    for extra in range(len(rest) + 1):
        best = []
        for pick in itertools.combinations(rest, extra):
            rows, cols = Counter(x[0] for x in primary + list(pick)), Counter(x[1] for x in primary + list(pick))
            if any(rows[i] == 1 or cols[j] == 1 for i, j in primary) or any(rows[i] == 1 or cols[j] == 1 for i, j in pick):
                continue  # a lone primary is exact; a lone extra is of no use, so fewer would do
            best.append((sum(value[x] for x in pick), pick))
        best.sort()
        for total, pick in best:
            if valid(table, sorted(primary + list(pick)), primary, k):
                return primary, sorted(pick), total
    raise AssertionError


def listing_interval(table, hidden, cell):
    """All integer tables with these margins by plain recursion; only for a few cells."""
    hidden = sorted(hidden)
    rows = {i: sum(table[x][y] for x, y in hidden if x == i) for i in {h[0] for h in hidden}}
    cols = {j: sum(table[x][y] for x, y in hidden if y == j) for j in {h[1] for h in hidden}}
    seen = set()

    def go(n, rows, cols, val):
        if n == len(hidden):
            if not any(rows.values()) and not any(cols.values()):
                seen.add(val)
            return
        i, j = hidden[n]
        last_row = all(h[0] != i for h in hidden[n + 1 :])
        for v in ([rows[i]] if last_row else range(min(rows[i], cols[j]) + 1)):
            if v <= cols[j]:
                go(n + 1, {**rows, i: rows[i] - v}, {**cols, j: cols[j] - v}, v if (i, j) == cell else val)

    go(0, rows, cols, None)
    assert seen == set(range(min(seen), max(seen) + 1))
    return [min(seen), max(seen)]


def one_way(counts, k):
    hidden = [i for i, c in enumerate(counts) if 0 < c < k]
    total_hidden = False
    if hidden:
        while len(hidden) < 2 or sum(counts[i] for i in hidden) < k:
            left = [i for i, c in enumerate(counts) if c > 0 and i not in hidden]
            if not left:
                total_hidden = True
                break
            hidden.append(min(left, key=lambda i: (counts[i], i)))
    return {"hidden": sorted(hidden), "total_hidden": total_hidden}


@topic
def disclosure():
    cases = []
    rng = np.random.default_rng(5)

    def table_case(name, table, k):
        table = [ints(r) for r in table]
        primary, extra, total = optimum(table, k)
        text = "every pattern by rising number of extra cells; intervals by max flow, confirmed by linprog scipy 1.17.1 (HiGHS)"
        e = {"primary": [list(p) for p in primary]}

        def report(primary, extra, total):
            nonlocal text
            if extra is None:
                return None
            hidden = sorted(primary + extra)
            iv = [interval(table, hidden, p) for p in primary]
            for p, x in zip(primary, iv):
                for u, v in zip(lp_interval(table, hidden, p), x):
                    near(u, v, 0, 1e-6)
            if len(hidden) <= 6 and sum(table[i][j] for i, j in hidden) <= 60:
                for p, x in zip(primary, iv):
                    assert listing_interval(table, hidden, p) == x
                if "listing" not in text and primary:
                    text += " and by listing all tables"
            return {"extra": len(extra), "extra_total": total, "pattern": [list(h) for h in hidden], "intervals": iv}

        e["optimum"] = report(primary, extra, total)
        if extra is None:
            r, c = len(table), len(table[0])
            everything = [(i, j) for i in range(r) for j in range(c)]
            for p in primary:  # the reason: with every cell hidden some primary is still too narrow
                for u, v in zip(lp_interval(table, everything, p), interval(table, everything, p)):
                    near(u, v, 0, 1e-6)
            assert min(y - x for x, y in (interval(table, everything, p) for p in primary)) < k
        if len(table) * len(table[0]) <= 9 and primary:  # the optimum again, every subset, by linear programming only
            rest = [(i, j) for i in range(len(table)) for j in range(len(table[0])) if (i, j) not in primary]
            best = None
            for size in range(len(rest) + 1):
                for pick in itertools.combinations(rest, size):
                    hidden = sorted(primary + list(pick))
                    if all(u >= k - 1e-6 for u in (hi - lo for lo, hi in (lp_interval(table, hidden, p) for p in primary))):
                        best = min(best or (99, 0), (size, sum(table[i][j] for i, j in pick)))
                if best:
                    break
            assert best == (None if extra is None else (len(extra), total)), name
            text += "; optimum confirmed by linprog over every subset"
        e["optimum_no_zeros"] = e["optimum"] if extra is not None and all(table[i][j] for i, j in extra) else report(*optimum(table, k, zeros=False))
        cases.append({"name": name, "kind": "two_way", "source": text, "data": {"table": table, "k": k}, "expect": e})

    t = table_case
    t("nothing_unsafe_2x2", [[20, 15], [12, 30]], 10)
    t("one_unsafe_2x2", [[4, 20], [30, 25]], 5)
    t("one_unsafe_2x2_k10", [[4, 20], [30, 25]], 10)
    t("diagonal_2x2", [[3, 20], [30, 4]], 5)
    t("all_unsafe_2x2", [[1, 2], [3, 4]], 5)
    t("all_unsafe_2x2_tiny", [[1, 1], [1, 2]], 5)
    t("small_row_total_2x2", [[2, 1], [30, 40]], 5)
    t("zero_2x2", [[0, 20], [30, 3]], 5)
    t("zeros_only", [[0, 0], [0, 0]], 5)
    t("zeros_and_safe_3x3", [[0, 12, 20], [15, 0, 11], [10, 10, 0]], 10)
    t("one_unsafe_3x3", [[3, 40, 60], [50, 20, 30], [70, 80, 25]], 5)
    t("two_in_a_row_3x3", [[3, 4, 60], [50, 20, 30], [70, 80, 25]], 5)
    t("two_in_a_row_not_enough_3x3", [[1, 2, 60], [50, 20, 30], [70, 80, 25]], 5)
    t("diagonal_3x3", [[3, 40, 60], [50, 2, 30], [70, 80, 4]], 5)
    t("cycle_3x3", [[3, 4, 60], [50, 2, 3], [2, 80, 4]], 5)
    t("rectangle_too_narrow_3x3", [[1, 2, 60], [2, 1, 30], [70, 80, 25]], 5)
    t("zero_candidate_3x3", [[3, 0, 60], [0, 20, 30], [70, 80, 25]], 5)
    t("many_zeros_3x3", [[3, 0, 0], [0, 20, 0], [0, 0, 25]], 5)
    t("unsafe_row_total_3x3", [[3, 0, 1], [40, 20, 10], [12, 30, 25]], 5)
    t("neighbourhood_by_origin_4x3", [[12, 3, 25], [7, 18, 40], [22, 9, 14], [30, 11, 2]], 5)
    t("neighbourhood_by_origin_4x3_k10", [[12, 3, 25], [7, 18, 40], [22, 9, 14], [30, 11, 2]], 10)
    t("one_row_1x4", [[3, 12, 8, 20]], 5)
    t("one_column_4x1", [[3], [12], [8], [20]], 5)
    t("one_row_two_unsafe_1x4", [[3, 4, 8, 20]], 5)
    made = 0
    seen = {(2, 2): 3, (2, 3): 5, (3, 2): 3, (3, 3): 7, (3, 4): 6, (4, 3): 4, (4, 4): 8, (2, 5): 3, (4, 5): 5, (5, 5): 6}
    for (r, c), count in seen.items():
        for n in range(count):
            for _ in range(2):
                k = 5 if (n + r) % 2 else 10
                scale = 30 if k == 5 else 60
                tab = np.round(rng.exponential(scale, (r, c)) + (k if n % 3 else 0)).astype(int)
                if n % 2:
                    tab = np.where(rng.random((r, c)) < 0.12, 0, tab)
                if n % 4 == 3:
                    tab = np.where(rng.random((r, c)) < 0.2, rng.integers(1, k, (r, c)), tab)
                if any(0 < v < k for v in tab.flat):
                    break
            else:
                tab[rng.integers(r), rng.integers(c)] = int(rng.integers(1, k))
            made += 1
            t(f"seeded_{made:02d}_{r}x{c}_k{k}", tab.tolist(), k)

    def list_case(name, counts, k):
        cases.append({"name": name, "kind": "one_way", "source": "remainder rule; no package", "data": {"counts": counts, "k": k}, "expect": one_way(counts, k)})

    list_case("none_unsafe", [12, 30, 10], 10)
    list_case("one_unsafe", [12, 3, 30, 15], 10)
    list_case("two_unsafe_enough", [12, 6, 30, 4], 10)
    list_case("two_unsafe_not_enough", [12, 2, 30, 4], 10)
    list_case("tie_for_next", [12, 3, 12, 15], 10)
    list_case("zeros_stay", [0, 3, 0, 20, 15], 10)
    list_case("all_zero", [0, 0, 0], 10)
    list_case("empty", [], 5)
    list_case("one_unit_unsafe", [3], 5)
    list_case("one_unit_safe", [30], 5)
    list_case("one_unsafe_rest_zero", [0, 4, 0], 5)
    list_case("all_unsafe_not_enough", [1, 2, 1], 10)
    list_case("all_unsafe_enough", [4, 4, 3], 10)
    list_case("exactly_k", [5, 5, 40], 10)
    list_case("k_itself_is_safe", [10, 11], 10)
    list_case("next_is_k", [9, 10, 40], 10)
    list_case("one_unsafe_of_two", [4, 50], 5)
    list_case("k_5_of_neighbourhoods", [22, 7, 4, 15, 0, 31, 6], 5)
    list_case("k_10_of_neighbourhoods", [22, 7, 4, 15, 0, 31, 6], 10)
    list_case("k_1_hides_nothing", [1, 2, 0, 3], 1)
    list_case("ones_many", [1] * 12 + [40], 10)
    for n in range(8):
        list_case(f"list_seeded_{n + 1}", ints(np.round(rng.exponential(14, int(rng.integers(3, 10))))), 5 if n % 2 else 10)
    write("disclosure", cases)


if __name__ == "__main__":
    for name in sys.argv[1:] or TOPICS:
        TOPICS[name]()
