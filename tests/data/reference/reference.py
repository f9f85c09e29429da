"""Reference figures for the tests of the `impact` statistics.

`python reference.py` writes every JSON file into the folder of this script; `python reference.py survival nps`
writes only those topics. Same versions, same bytes: the seeds are fixed and nothing depends on the clock.

Made with Python 3.11 and, from the package index,
    numpy 2.4.6, scipy 1.17.1, pandas 2.3.3, mpmath 1.4.1, statsmodels 0.15.0, lifelines 0.30.3,
    pingouin 0.7.0, krippendorff 0.9.0

How a figure is made. The value written is computed from the definition in exact fractions or in mpmath (40 digits,
then rounded once to double). The same value is then asked of at least one package wherever one follows the convention,
and an assert stops the script if they part (the tolerance stands beside each assert). `source` of a case says which
package confirmed it, or that none did. Published figures stand in `published` and are asserted too, to their digits.
Where packages part, the convention is that of the documentation of each statistic. README.md tells the keys of every file.
"""

import json
import math
import os
import sys
import warnings
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
    with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as f:
        f.write("{" + top + '"cases":[\n' + ",\n".join(lines) + "\n]}\n")
    names = [c["name"] for c in cases]
    assert len(set(names)) == len(names), names
    print(f"{name}: {len(cases)} cases, {os.path.getsize(os.path.join(HERE, name + '.json')) / 1024:.0f} KB")


def near(a, b, rel=1e-10, abs_=1e-12):
    a, b = float(a), float(b)
    assert abs(a - b) <= max(abs_, rel * max(abs(a), abs(b))), (a, b)


def fm(x):
    """Fraction or number -> mpf, exactly."""
    return mp.mpf(x.numerator) / x.denominator if isinstance(x, Fr) else mp.mpf(x)


def fr(xs):
    """Doubles or integers -> exact fractions."""
    return [Fr(x) for x in xs]


def ints(a):
    return [int(v) for v in a]


# ---------------------------------------------------------------- distributions in mpmath


def m_beta_cdf(x, a, b):
    return mp.betainc(a, b, 0, x, regularized=True)


def m_t_sf(t, df):
    t = mp.mpf(t)
    if t < 0:
        return 1 - m_t_sf(-t, df)
    df = mp.mpf(df)
    return m_beta_cdf(df / (df + t * t), df / 2, mp.mpf(1) / 2) / 2


def m_t_cdf(t, df):
    return m_t_sf(-mp.mpf(t), df)


def m_chi2_cdf(x, k):
    return mp.gammainc(mp.mpf(k) / 2, 0, mp.mpf(x) / 2, regularized=True)


def m_chi2_sf(x, k):
    return mp.gammainc(mp.mpf(k) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def m_f_cdf(x, a, b):
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    return m_beta_cdf(a * x / (a * x + b), a / 2, b / 2)


def m_f_sf(x, a, b):
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    return m_beta_cdf(b / (a * x + b), b / 2, a / 2)


def root(f, x0, rel=mp.mpf(10) ** -28):
    """Secant from a start that is already good to about ten digits."""
    x0 = mp.mpf(x0)
    x1 = x0 * (1 + mp.mpf(10) ** -9) if x0 else mp.mpf(10) ** -9
    f0, f1 = f(x0), f(x1)
    for _ in range(30):
        if f1 == f0:
            return x1
        x2 = x1 - f1 * (x1 - x0) / (f1 - f0)
        x0, f0, x1 = x1, f1, x2
        if abs(x1 - x0) <= rel * abs(x1):
            return x1
        f1 = f(x1)
    raise ArithmeticError("no root")


def quantile(p, cdf, sf, start):
    """p is an exact number below 1; solve on the log of the smaller tail."""
    p = fm(p)
    if p <= mp.mpf(1) / 2:
        return root(lambda x: mp.log(cdf(x)) - mp.log(p), start)
    return root(lambda x: mp.log(sf(x)) - mp.log(1 - p), start)


def m_t_ppf(p, df):
    from scipy import stats

    p = fm(p)
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    if p < mp.mpf(1) / 2:
        return -root(lambda x: mp.log(m_t_sf(x, df)) - mp.log(p), stats.t.isf(float(p), float(df)))
    return root(lambda x: mp.log(m_t_sf(x, df)) - mp.log(1 - p), stats.t.isf(float(1 - p), float(df)))


def m_norm_ppf(p):
    from scipy import special

    p = fm(p)
    if p == mp.mpf(1) / 2:
        return mp.mpf(0)
    if p > mp.mpf(1) / 2:
        return -m_norm_ppf(1 - p)
    return root(lambda x: mp.log(mp.ncdf(x)) - mp.log(p), special.ndtri(float(p)))


def m_beta_ppf(p, a, b):
    from scipy import stats

    p = fm(p)
    if p > mp.mpf(1) / 2:
        return 1 - m_beta_ppf(1 - p, b, a)
    x0 = mp.mpf(float(stats.beta.ppf(float(p), a, b)))
    return mp.exp(root(lambda u: mp.log(m_beta_cdf(mp.exp(u), a, b)) - mp.log(p), mp.log(x0)))


def m_f_ppf(p, a, b):
    from scipy import stats

    return quantile(p, lambda x: m_f_cdf(x, a, b), lambda x: m_f_sf(x, a, b), stats.f.ppf(float(p), a, b))


def m_chi2_ppf(p, k):
    from scipy import stats

    return quantile(p, lambda x: m_chi2_cdf(x, k), lambda x: m_chi2_sf(x, k), stats.chi2.ppf(float(p), float(k)))


def m_nct(t, df, delta, upper=False):
    """P(T <= t) (or P(T > t)) of T = (Z + delta)/sqrt(V/df): integral of Phi(t s - delta) over the density of s = sqrt(V/df).
    The integrand is log-concave; breakpoints are put around its peak."""
    from scipy import optimize, special

    t, df, delta = mp.mpf(t), mp.mpf(df), mp.mpf(delta)
    sign = -1 if upper else 1
    tf, nf, df_ = float(t) * sign, float(df), float(delta) * sign

    def lg(s):
        return special.log_ndtr(tf * s - df_) + ((nf - 1) * math.log(s) if nf != 1 else 0.0) - nf * s * s / 2

    top = optimize.minimize_scalar(lambda u: -lg(math.exp(u)), bounds=(-20, 4), method="bounded", options={"xatol": 1e-9})
    s0 = math.exp(top.x)
    pts = [0.0, s0]
    for drop in (0.5, 3, 10, 25, 50, 110):
        goal = lg(s0) - drop
        hi = 2 * s0 + 1e-3
        while lg(hi) > goal:
            hi *= 2
        pts.append(optimize.brentq(lambda x: lg(x) - goal, s0, hi, xtol=1e-6))
        if lg(1e-300) < goal:
            pts.append(optimize.brentq(lambda x: lg(x) - goal, 1e-300, s0, xtol=1e-6))
    pts = [x for i, x in enumerate(sorted(pts)) if i == 0 or x - sorted(pts)[i - 1] > 1e-7]
    # mp.quad works to an absolute error, so the integrand is scaled to a peak of about 1 and scaled back
    const = -mp.mpf(lg(s0))
    back = mp.log(2) + df / 2 * mp.log(df / 2) - mp.loggamma(df / 2) - const

    def g(s):
        if s == 0:
            return mp.ncdf(-sign * delta) * mp.exp(const) if df == 1 else mp.mpf(0)
        return mp.ncdf(sign * (t * s - delta)) * mp.exp(const + (df - 1) * mp.log(s) - df * s * s / 2)

    return mp.quad(g, [mp.mpf(p) for p in pts], method="gauss-legendre") * mp.exp(back)


GL = np.polynomial.legendre.leggauss(400)


def f_nct(t, df, delta):
    """P(T <= t) in doubles (about 1e-12): Gauss-Legendre on the definition. scipy.stats.nct.cdf 1.17.1 gives nan for some delta."""
    from scipy import special

    w = 1 / math.sqrt(2 * df)
    lo, hi = max(0.0, 1 - 12 * w), 1 + 12 * w
    x, g = GL
    s = lo + (hi - lo) * (x + 1) / 2
    c = math.log(2) + df / 2 * math.log(df / 2) - special.gammaln(df / 2)
    return float(np.sum(g * np.exp(special.log_ndtr(t * s - delta) + c + (df - 1) * np.log(s) - df * s * s / 2)) * (hi - lo) / 2)


def near_nct(t, df, delta, p):
    """True if scipy confirms, False if it answers nan."""
    from scipy import stats

    v = stats.nct.cdf(float(t), float(df), float(delta))
    if math.isnan(v):
        return False
    near(v, p, 1e-8)
    return True


def nct_delta(t, df, p):
    """delta with P(T <= t; df, delta) = p; P falls with delta."""
    from scipy import optimize

    lo, hi = t - 5 - 3 * abs(t), t + 5 + 3 * abs(t)
    d0 = optimize.brentq(lambda d: f_nct(t, df, d) - float(p), lo, hi, xtol=1e-12)
    with mp.workdps(30):
        p = mp.mpf(p)
        if p < mp.mpf(1) / 2:
            f = lambda d: m_nct(t, df, d) - p
        else:
            f = lambda d: (1 - p) - m_nct(t, df, d, upper=True)
        return root(f, d0, rel=mp.mpf(10) ** -20)


P025, P975 = Fr(1, 40), Fr(39, 40)


# ---------------------------------------------------------------- Kaplan-Meier


def km(rows):
    """rows (entry, day, ended). List of dicts with exact S and the Greenwood sum G (None once S = 0)."""
    out, s, g = [], Fr(1), Fr(0)
    for t in sorted({d for _, d, _ in rows}):
        n = sum(1 for e, d, _ in rows if e < t <= d)
        x = sum(1 for _, d, k in rows if d == t and k)
        c = sum(1 for _, d, k in rows if d == t and not k)
        if x:
            s *= Fr(n - x, n)
            g = g + Fr(x, n * (n - x)) if s and g is not None else None
        out.append(dict(day=t, n=n, d=x, c=c, s=s, g=g))
    return out


def band(s, g):
    """(lower, upper) log-log, (lower, upper) plain; None where S = 0."""
    if s == 1:
        return (mp.mpf(1), mp.mpf(1)), (mp.mpf(1), mp.mpf(1))
    if s == 0:
        return (None, None), (None, None)
    S, se = fm(s), fm(s) * mp.sqrt(fm(g))
    theta = zM * mp.sqrt(fm(g)) / abs(mp.log(S))
    return (
        (S ** mp.exp(theta), S ** mp.exp(-theta)),
        (max(mp.mpf(0), S - zM * se), min(mp.mpf(1), S + zM * se)),
    )


def km_quantile(tab, q):
    """Smallest t with S <= q, with the first times the log-log band is <= q."""
    at = next((r["day"] for r in tab if r["s"] <= q), None)
    lo = up = None
    for r in tab:
        (l, u), _ = band(r["s"], r["g"])
        if l is None:
            continue
        if lo is None and l <= fm(q):
            lo = r["day"]
        if up is None and u <= fm(q):
            up = r["day"]
    if at is not None and (lo is None or lo > at):
        lo = at
    return at, "inf" if lo is None else lo, "inf" if up is None else up


def rmst(tab, tau):
    """Exact area under S to tau and the Greenwood-type variance."""
    steps = [r for r in tab if r["day"] <= tau]
    edges = [0] + [r["day"] for r in steps] + [tau]
    vals = [Fr(1)] + [r["s"] for r in steps]
    pieces = [(edges[i + 1] - edges[i]) * vals[i] for i in range(len(vals))]
    var = Fr(0)
    for i, r in enumerate(steps):
        if r["d"] and r["n"] > r["d"]:
            var += sum(pieces[i + 1 :]) ** 2 * Fr(r["d"], r["n"] * (r["n"] - r["d"]))
    return sum(pieces), var


def freireich():
    """(6-MP, placebo) rows (0, week, ended), 21 each."""
    six = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35]
    pla = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
    one = lambda xs: [[0, abs(x), int(x > 0)] for x in xs]
    return one(six), one(pla)


def half_rows(n, seed, censor):
    """n rows with distinct event days until S is exactly 1/2, afterwards (if `censor`) mixed."""
    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(np.arange(10, 730), n, replace=False))
    rows = [[0, int(d), 1] for d in days]
    if censor:
        for i in range(n // 2, n):
            rows[i][2] = int(rng.random() < 0.5)
    rng.shuffle(rows)
    return [ints(r) for r in rows]


def rows_random(n, seed, top, p, late=False):
    rng = np.random.default_rng(seed)
    rows = []
    while len(rows) < n:
        day = int(rng.integers(1, top + 1))
        entry = int(rng.integers(0, max(1, top // 2))) if late else 0
        if entry < day:
            rows.append([entry, day, int(rng.random() < p)])
    return rows


@topic
def survival():
    from lifelines import KaplanMeierFitter
    from lifelines.utils import median_survival_times, restricted_mean_survival_time
    from statsmodels.duration.survfunc import SurvfuncRight

    six, pla = freireich()
    e1 = list(zip([0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 4, 0], [1, 3, 3, 5, 5, 7, 7, 8, 8, 9, 10, 10], [1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 1]))
    e3 = list(zip([0, 1, 1, 2, 2, 2, 3, 4, 4], [1, 2, 5, 6, 6, 6, 6, 6, 9], [0, 0, 1, 1, 1, 0, 1, 1, 0]))
    sets = [
        ("freireich_6mp", six, "Freireich et al. 1963 (Kalbfleisch & Prentice 2002 table 1.1; data in lifelines 0.30.3 gehan); ",
         {"survival_at": [[6, 0.8571], [7, 0.8067], [10, 0.7529], [13, 0.6902], [16, 0.6275], [22, 0.5378], [23, 0.4482]], "median": 23}),
        ("freireich_placebo", pla, "Freireich et al. 1963 (data in lifelines 0.30.3 gehan); ",
         {"survival_at": [[1, 0.9048], [2, 0.8095], [8, 0.3810], [23, 0.0]], "median": 8}),
        ("one_row_ended", [[0, 40, 1]], "", None),
        ("one_row_censored", [[0, 40, 0]], "", None),
        ("all_censored", [[0, d, 0] for d in (12, 30, 30, 90, 200, 365)], "", None),
        ("all_ended_ties", [[0, d, 1] for d in (30, 60, 60, 60, 90, 120, 120, 365)], "", None),
        ("event_before_censoring_same_day", [[0, d, k] for d, k in ((10, 1), (10, 0), (10, 0), (20, 0), (20, 1), (30, 0))], "", None),
        ("seeded_5", rows_random(5, 51, 400, 0.7), "", None),
        ("seeded_30", rows_random(30, 52, 500, 0.6), "", None),
        ("half_24_all_ended", half_rows(24, 24, False), "", None),
        ("half_38", half_rows(38, 38, True), "", None),
        ("half_44", half_rows(44, 44, True), "", None),
        ("heavy_ties_200", rows_random(200, 53, 24, 0.6), "", None),
        ("entry_r_1", [list(map(int, r)) for r in e1],
         "R survival survfit(coxph(Surv(entry,time,status)~1)) as printed in statsmodels 0.15.0 test_survfunc_entry_1; ",
         {"survival_at": [[1, 0.5], [3, 0.4167], [5, 0.3241], [7, 0.2778], [8, 0.2222], [9, 0.1481], [10, 0.0741]],
          "se_at": [[1, 0.3536], [3, 0.3043], [5, 0.2436], [7, 0.2132], [8, 0.1776], [9, 0.1330], [10, 0.0846]]}),
        ("entry_r_2", [list(map(int, r)) for r in e3], "R survival as printed in statsmodels 0.15.0 test_survfunc_entry_3; ",
         {"survival_at": [[5, 0.857143], [6, 0.285714]], "se_at": [[5, 0.13226], [6, 0.170747]]}),
        ("entry_seeded_30", rows_random(30, 54, 60, 0.65, late=True), "", None),
        ("entry_risk_set_empties", [[0, 5, 1], [0, 8, 1], [10, 20, 1], [12, 25, 0]], "", None),
    ]
    cases = []
    for name, rows, src, pub in sets:
        tab = km(rows)
        table = []
        for r in tab:
            (l, u), (pl, pu) = band(r["s"], r["g"])
            se = None if r["s"] == 0 else fm(r["s"]) * mp.sqrt(fm(r["g"]))
            table.append(dict(day=r["day"], at_risk=r["n"], ended=r["d"], censored=r["c"], survival=r["s"], se=se,
                              lower=l, upper=u, plain_lower=pl, plain_upper=pu))
        # packages: statsmodels (all rows), lifelines (no late entries: it has them at risk on their entry day)
        e, d, k = (np.array(c) for c in zip(*rows))
        checked = []
        if k.sum():
            sf = SurvfuncRight(d, k, entry=e if e.any() else None)
            for t, s, se in zip(sf.surv_times, sf.surv_prob, sf.surv_prob_se):
                w = next(r for r in table if r["day"] == t)
                if w["survival"] or not e.any():
                    near(w["survival"], s, 1e-10, 1e-12)
                    if w["se"] is not None:
                        near(w["se"], se, 1e-9)
            checked.append("SurvfuncRight statsmodels 0.15.0 (survival, se)")
        if not e.any():
            kmf = KaplanMeierFitter().fit(d, k)
            ci = kmf.confidence_interval_survival_function_
            for w in table:
                near(w["survival"], kmf.survival_function_.loc[w["day"]].iloc[0], 1e-10)
                if 0 < w["survival"] < 1:
                    near(w["lower"], ci.loc[w["day"]].iloc[0], 1e-9)
                    near(w["upper"], ci.loc[w["day"]].iloc[1], 1e-9)
            checked.append("KaplanMeierFitter lifelines 0.30.3 (survival, lower, upper, rmst)")
        q50, q25, q75 = km_quantile(tab, Fr(1, 2)), km_quantile(tab, Fr(3, 4)), km_quantile(tab, Fr(1, 4))
        if not e.any() and all(r["s"] for r in tab):
            m = median_survival_times(ci)
            assert [float(v) for v in m.iloc[0]] == [math.inf if v == "inf" else v for v in q50[1:]], (name, m, q50)
        days, last = [r["day"] for r in tab], tab[-1]["day"]
        hs = sorted({days[0], days[len(days) // 2], days[len(days) // 2] + 1, last} & set(range(last + 1)))
        keep = []
        for h in hs:
            prev = [r for r in tab if r["day"] < h]
            s, g = (prev[-1]["s"], prev[-1]["g"]) if prev else (Fr(1), Fr(0))
            (l, u), _ = band(s, g)
            keep.append(dict(h=h, value=s, lower=l, upper=u))
        taus = sorted({days[len(days) // 2], (days[0] + last) // 2, last} | ({last + 10} if tab[-1]["s"] == 0 else set()))
        rm = []
        for tau in taus:
            a, v = rmst(tab, tau)
            if not e.any():
                near(a, restricted_mean_survival_time(kmf, t=tau), 1e-6, 1e-9)
            rm.append(dict(tau=tau, value=a, se=mp.sqrt(fm(v))))
        expect = dict(table=table, median=q50[0], median_lower=q50[1], median_upper=q50[2],
                      q25=q25[0], q25_lower=q25[1], q25_upper=q25[2], q75=q75[0], q75_lower=q75[1], q75_upper=q75[2],
                      retained=keep, rmst=rm)
        if pub:
            for t, v in pub.get("survival_at", []):
                near(next(r for r in table if r["day"] == t)["survival"], v, 0, 6e-5)
            for t, v in pub.get("se_at", []):
                near(next(r for r in table if r["day"] == t)["se"], v, 0, 6e-5)
            assert pub.get("median", q50[0]) == q50[0]
        if name.startswith("half"):
            assert any(r["s"] == Fr(1, 2) for r in tab)
            bad, p1, p2 = [], 1.0, 1.0
            for r in tab:
                p1 *= 1.0 - r["d"] / r["n"]
                p2 *= (r["n"] - r["d"]) / r["n"]
                if r["s"] == Fr(1, 2):
                    bad = [p1 > 0.5, p2 > 0.5]
                    break
            assert any(bad), (name, bad)
        c = dict(name=name, source=src + "definition in exact fractions" + ("; confirmed by " + ", ".join(checked) if checked else ""),
                 data=dict(rows=rows), expect=expect)
        if pub:
            c["published"] = pub
        cases.append(c)
    write("survival", cases)


def logrank_exact(rows):
    """rows (group, stratum, entry, day, ended): chi2 (Fraction), df, observed, expected per group (sorted)."""
    groups = sorted({r[0] for r in rows})
    k = len(groups)
    O, E = [0] * k, [Fr(0)] * k
    V = [[Fr(0)] * k for _ in range(k)]
    for st in sorted({r[1] for r in rows}):
        part = [r for r in rows if r[1] == st]
        for t in sorted({r[3] for r in part if r[4]}):
            n = [sum(1 for r in part if r[0] == g and r[2] < t <= r[3]) for g in groups]
            d = [sum(1 for r in part if r[0] == g and r[3] == t and r[4]) for g in groups]
            N, D = sum(n), sum(d)
            for i in range(k):
                O[i] += d[i]
                E[i] += Fr(D * n[i], N)
                if N > 1:
                    for j in range(k):
                        V[i][j] += Fr(D * (N - D), N - 1) * Fr(n[i], N) * ((1 if i == j else 0) - Fr(n[j], N))
    m = k - 1
    u = [O[i] - E[i] for i in range(m)]
    A = [V[i][:m] + [u[i]] for i in range(m)]
    for i in range(m):  # exact Gauss-Jordan
        piv = next((r for r in range(i, m) if A[r][i] != 0), None)
        if piv is None:
            return None, m, O, E
        A[i], A[piv] = A[piv], A[i]
        A[i] = [x / A[i][i] for x in A[i]]
        for r in range(m):
            if r != i:
                A[r] = [x - A[r][i] * y for x, y in zip(A[r], A[i])]
    return sum(u[i] * A[i][m] for i in range(m)), m, O, E


@topic
def logrank():
    import pandas as pd
    import statsmodels.duration.tests.results as _r
    from lifelines.statistics import multivariate_logrank_test
    from statsmodels.duration.survfunc import _survdiff, survdiff

    six, pla = freireich()
    f2 = [[0, 0, e, d, k] for e, d, k in six] + [[1, 0, e, d, k] for e, d, k in pla]
    # the 21 matched pairs of Freireich et al. 1963, in the order of the published table (placebo week, 6-MP week; minus = censored)
    pairs = [(1, 10), (22, 7), (3, -32), (12, 23), (8, 22), (17, 6), (2, 16), (11, -34), (8, -32), (12, -25), (2, -11),
             (5, -20), (4, -19), (15, 6), (8, -17), (23, -35), (5, 6), (11, 13), (4, -9), (1, -6), (8, -10)]
    assert sorted(p for p, _ in pairs) == sorted(d for _, d, _ in pla)
    assert sorted(s for _, s in pairs) == sorted(d if k else -d for _, d, k in six)
    fp = [r for i, (p, s) in enumerate(pairs) for r in ([0, i, 0, abs(s), int(s > 0)], [1, i, 0, p, 1])]
    rng = np.random.default_rng(61)

    def seeded(n, groups, strata, top, late=False):
        out = []
        while len(out) < n:
            g, s = int(rng.integers(groups)), int(rng.integers(strata))
            e = int(rng.integers(0, top // 3)) if late else 0
            d = int(rng.integers(1, top - 6 * g))
            if e < d:
                out.append([g, s, e, d, int(rng.random() < 0.65)])
        return out

    b = pd.read_csv(os.path.join(os.path.dirname(_r.__file__), "bmt.csv"))
    b2 = b[b.Group != "ALL"]
    code = {g: i for i, g in enumerate(sorted(set(b2.Group)))}
    bmt = [[code[g], 0, 0, int(t), int(s)] for g, t, s in zip(b2.Group, b2["T"], b2.Status)]
    bmt5 = [[r[0], i % 5] + r[2:] for i, r in enumerate(bmt)]
    bmt8 = [[r[0], i % 8] + r[2:] for i, r in enumerate(bmt)]
    mk = lambda t, s, g, e: [[int(a), 0, int(x), int(y), int(z)] for a, x, y, z in zip(g, e, t, s)]
    g10 = [0] * 5 + [1] * 5
    sets = [
        ("freireich", f2, "Freireich et al. 1963; chi2 16.79 as printed by R survival survdiff, Kleinbaum & Klein 2012; ", {"chi2": 16.79, "observed": [9, 21], "expected": [19.3, 10.7]}),
        ("freireich_stratified_by_pair", fp, "Freireich et al. 1963, 21 matched pairs; ", None),
        ("bmt_all_amllow", bmt, "Klein & Moeschberger 2003 bone-marrow data, groups as in statsmodels 0.15.0 bmt.csv without ALL; chi2 from R survival as in its test_survdiff; ", {"chi2": 13.44556}),
        ("bmt_5_strata", bmt5, "same, strata = row number mod 5; R survival; ", {"chi2": 11.97799}),
        ("bmt_8_strata", bmt8, "same, strata = row number mod 8; R survival; ", {"chi2": 12.12631}),
        ("entry_stata_1", mk([5, 3, 4, 2, 5, 4, 6, 7, 5, 9], [1, 1, 0, 1, 1, 0, 1, 1, 0, 0], g10, [1, 2, 2, 1, 3, 3, 5, 4, 2, 5]), "Stata sts test as in statsmodels 0.15.0 test_survdiff_entry_2; ", {"chi2": 3.0, "p": 0.083264516}),
        ("entry_stata_2", mk([2, 5, 8, 7, 8, 8, 9, 4, 9], [1, 1, 1, 1, 0, 1, 0, 0, 0], g10[1:], [1, 2, 2, 3, 3, 2, 1, 2, 0]), "Stata sts test as in statsmodels 0.15.0 test_survdiff_entry_3, without its row that enters on its own event day (never at risk); ", {"chi2": 6.75082959, "p": 0.00937041}),
        ("three_groups", seeded(45, 3, 1, 40), "", None),
        ("three_groups_four_strata", seeded(60, 3, 4, 40), "", None),
        ("two_groups_entry_two_strata", seeded(40, 2, 2, 36, late=True), "", None),
        ("three_groups_heavy_ties", seeded(90, 3, 1, 22), "", None),
        ("last_day_one_left", [[0, 0, 0, 5, 1], [1, 0, 0, 6, 1], [0, 0, 0, 8, 1], [1, 0, 0, 12, 1]], "", None),
        ("no_events", [[0, 0, 0, 5, 0], [1, 0, 0, 6, 0]], "variance 0: undefined; ", None),
    ]
    cases = []
    for name, rows, src, pub in sets:
        x, df, O, E = logrank_exact(rows)
        p = None if x is None else m_chi2_sf(fm(x), df)
        g, s, e, d, k = (np.array(c) for c in zip(*rows))
        how = []
        if x is not None:
            if e.any() and len(set(s)) > 1:  # survdiff 0.15.0 fails on strata together with entry: add up its own per-stratum parts
                u, V = 0.0, 0.0
                for h in sorted(set(s)):
                    i = s == h
                    a, b_ = _survdiff(d[i], k[i], g[i], None, np.unique(g), e[i])
                    u, V = u + a, V + b_
                z = u @ np.linalg.solve(V, u)
                how.append("_survdiff statsmodels 0.15.0 summed over strata")
            else:
                z, pv = survdiff(d, k, g, strata=s if len(set(s)) > 1 else None, entry=e if e.any() else None)
                near(p, pv, 1e-6, 1e-11)
                how.append("survdiff statsmodels 0.15.0")
            near(x, z, 1e-9)
            if len(set(s)) == 1 and not e.any():
                t = multivariate_logrank_test(d, g, k)
                near(x, t.test_statistic, 1e-9)
                near(p, t.p_value, 1e-9)
                how.append("multivariate_logrank_test lifelines 0.30.3")
        if pub:
            near(x, pub["chi2"], 0, 5e-3 if pub["chi2"] == 16.79 else 1e-4)
            if "p" in pub:
                near(p, pub["p"], 0, 1e-7)
            if "observed" in pub:
                assert O == pub["observed"]
                assert all(abs(float(a) - b) < 0.06 for a, b in zip(E, pub["expected"]))
        c = dict(name=name, kind="logrank", source=src + "definition in exact fractions" + ("; confirmed by " + ", ".join(how) if how else ""),
                 data=dict(rows=rows), expect=dict(chi2=x, df=df, p=p, observed=O, expected=E))
        if pub:
            c["published"] = pub
        cases.append(c)
    ta, tb = km(six), km(pla)
    for tau in (10, 20, 23):
        (a, va), (b_, vb) = rmst(ta, tau), rmst(tb, tau)
        d, se = a - b_, mp.sqrt(fm(va + vb))
        zz = fm(d) / se
        cases.append(dict(name=f"freireich_rmst_difference_{tau}", kind="rmst_difference",
                          source="definition in exact fractions, areas confirmed by lifelines 0.30.3 in survival.json; no package for the se used",
                          data=dict(a=six, b=pla, tau=tau),
                          expect=dict(a=a, a_se=mp.sqrt(fm(va)), b=b_, b_se=mp.sqrt(fm(vb)), difference=d, se=se,
                                      lower=fm(d) - zM * se, upper=fm(d) + zM * se, z=zz, p=2 * mp.ncdf(-abs(zz)))))
    write("logrank", cases)


def incidence_exact(rows, kinds):
    """rows (day, reason). Per reason list of (day, value, variance) in exact fractions."""
    days = sorted({d for d, _ in rows})
    st, s = [], Fr(1)
    for t in days:
        n = sum(1 for d, _ in rows if d >= t)
        dj = {j: sum(1 for d, r in rows if d == t and r == j) for j in kinds}
        st.append((t, n, dj, s))
        s *= Fr(n - sum(dj.values()), n)
    out = {}
    for j in kinds:
        I, acc = [], Fr(0)
        for t, n, dj, sp in st:
            acc += sp * Fr(dj[j], n)
            I.append(acc)
        rowsj = []
        for m in range(len(st)):
            v = Fr(0)
            for i in range(m + 1):
                t, n, dj, sp = st[i]
                d, gap = sum(dj.values()), I[m] - I[i]
                if gap:
                    v += gap ** 2 * Fr(d, n * (n - d)) - 2 * gap * sp * Fr(dj[j], n * n)
                v += sp ** 2 * Fr(dj[j] * (n - dj[j]), n ** 3)
            rowsj.append((st[m][0], I[m], v))
        out[j] = rowsj
    return out, st


def incidence_delta(st, kinds, j, m):
    """Variance of I_j at step m by the gradient of the product form (numeric) and the multinomial covariance of the step hazards."""
    q = [[mp.mpf(dj[k]) / n for k in kinds] for _, n, dj, _ in st[: m + 1]]
    jj = kinds.index(j)

    def value(qs):
        s, acc = mp.mpf(1), mp.mpf(0)
        for row in qs:
            acc += s * row[jj]
            s *= 1 - sum(row)
        return acc

    h, v = mp.mpf(10) ** -12, mp.mpf(0)
    for i in range(m + 1):
        grad = []
        for k in range(len(kinds)):
            a = [list(r) for r in q]
            a[i][k] += h
            b = [list(r) for r in q]
            b[i][k] -= h
            grad.append((value(a) - value(b)) / (2 * h))
        n = st[i][1]
        for a in range(len(kinds)):
            for b in range(len(kinds)):
                v += grad[a] * grad[b] * ((q[i][a] if a == b else 0) - q[i][a] * q[i][b]) / n
    return v


@topic
def incidence():
    from lifelines import AalenJohansenFitter
    from statsmodels.duration.survfunc import CumIncidenceRight

    rng = np.random.default_rng(71)
    tied = [[int(d), int(r)] for d, r in zip(rng.integers(1, 13, 60), rng.choice(4, 60, p=[0.35, 0.3, 0.2, 0.15]))]
    lone = [[int(d), int(r)] for d, r in zip(rng.choice(np.arange(5, 400), 25, replace=False), rng.choice(3, 25, p=[0.3, 0.4, 0.3]))]
    year = [[int(min(365, d)), int(r) if d < 365 else 0] for d, r in zip(rng.exponential(300, 50).astype(int) + 1, rng.choice([1, 2, 3], 50))]
    sets = [
        ("statsmodels_stata", [list(x) for x in zip([1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4], [1, 1, 1, 2, 2, 2, 3, 3, 3] + [0] * 9)], [1, 2, 3],
         "values from R cmprsk, se from Stata stcompet, as in statsmodels 0.15.0 test_incidence; ",
         {"1": [[1, 0.11111111, 0.07407407], [2, 0.17037037, 0.08976251]], "2": [[4, 0.20740741, 0.10610391]], "3": [[6, 0.17777778, 0.11196147], [7, 0.26666667, 0.12787781]]}),
        ("two_reasons_and_censoring_same_day", [[10, 1], [10, 2], [10, 0], [20, 1], [20, 2], [20, 2], [30, 0], [40, 1]], [1, 2], "", None),
        ("seeded_60_heavy_ties", tied, [1, 2, 3], "", None),
        ("seeded_25_no_ties", lone, [1, 2], "", None),
        ("seeded_50_year", year, [1, 2, 3], "", None),
        ("one_reason_is_one_minus_km", [[d, 1 if k else 0] for _, d, k in freireich()[0]], [1], "Freireich et al. 1963 6-MP; ", None),
        ("all_end_same_day", [[7, 1], [7, 2], [7, 1], [7, 3]], [1, 2, 3], "", None),
        ("reason_never_seen", [[5, 1], [8, 0], [9, 1], [12, 0]], [1, 2], "", None),
        ("nobody_ended", [[5, 0], [8, 0]], [1], "", None),
        ("one_row", [[5, 2]], [1, 2], "", None),
    ]
    cases = []
    for name, rows, kinds, src, pub in sets:
        res, st = incidence_exact(rows, kinds)
        d, r = np.array([x[0] for x in rows]), np.array([x[1] for x in rows])
        how = ["numeric delta method in mpmath"]
        for j in kinds:
            for m in range(len(st)) if len(st) <= 14 else (len(st) // 2, len(st) - 1):
                near(res[j][m][2], incidence_delta(st, kinds, j, m), 1e-9, 1e-15)
        for m in range(len(st)):
            n, dj, sp = st[m][1:]
            assert sum(res[j][m][1] for j in kinds) + sp * Fr(n - sum(dj.values()), n) == 1
        if r.max() > 0:
            ci = CumIncidenceRight(d, r)
            for j in kinds:
                if j <= r.max():
                    for (t, v, var), a, b in zip(res[j], ci.cinc[j - 1], ci.cinc_se[j - 1]):
                        near(v, a, 1e-9)
                        if not np.isnan(b):
                            near(mp.sqrt(fm(var)), b, 1e-6, 1e-7)
            how.append("CumIncidenceRight statsmodels 0.15.0")
        if len(set(d)) == len(d) and len(d) > 1:
            for j in kinds:
                aj = AalenJohansenFitter(calculate_variance=True).fit(d, r, event_of_interest=j)
                for t, v, var in res[j]:
                    near(v, aj.cumulative_density_.loc[t].iloc[0], 1e-9)
                    if t != max(d):
                        near(var, np.ravel(aj.variance_.loc[t])[0], 1e-8)
            how.append("AalenJohansenFitter lifelines 0.30.3")
        if pub:
            for j, lst in pub.items():
                for t, v, se in lst:
                    w = next(x for x in res[int(j)] if x[0] == t)
                    near(w[1], v, 0, 6e-9)
                    near(mp.sqrt(fm(w[2])), se, 0, 6e-9)
        c = dict(name=name, source=src + "definition in exact fractions; variance: delta method of Marubini & Valsecchi 1995 (Dinse & Larson 1986), equal to the multinomial Greenwood form; confirmed by " + ", ".join(how),
                 data=dict(rows=rows, reasons=kinds),
                 expect=dict(reasons={str(j): [dict(day=t, value=v, var=var) for t, v, var in res[j]] for j in kinds}))
        if pub:
            c["published"] = pub
        cases.append(c)
    write("incidence", cases)


# ---------------------------------------------------------------- shares


def m_wilson(x, n, z):
    if n == 0:
        return None
    x, n, z = mp.mpf(x), mp.mpf(n), mp.mpf(z)
    p = x / n
    mid, half = p + z * z / (2 * n), z * mp.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    lo, up = (mid - half) / (1 + z * z / n), (mid + half) / (1 + z * z / n)
    return (mp.mpf(0) if x == 0 else lo, mp.mpf(1) if x == n else up)


def m_clopper(x, n, level):
    if n == 0:
        return None
    a = (1 - level) / 2
    lo = mp.mpf(0) if x == 0 else m_beta_ppf(a, x, n - x + 1)
    up = mp.mpf(1) if x == n else m_beta_ppf(1 - a, x + 1, n - x)
    return lo, up


def m_newcombe(a, m, b, n, z):
    if m == 0 or n == 0:
        return None
    (l1, u1), (l2, u2) = m_wilson(a, m, z), m_wilson(b, n, z)
    p, q = mp.mpf(a) / m, mp.mpf(b) / n
    d = p - q
    return d - mp.sqrt((p - l1) ** 2 + (u2 - q) ** 2), d + mp.sqrt((u1 - p) ** 2 + (q - l2) ** 2)


def z_of(level):
    """The convention's double at 0.95, the exact normal quantile elsewhere."""
    return zM if level == Fr(19, 20) else m_norm_ppf((1 + level) / 2)


@topic
def proportions():
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    n98 = "Newcombe 1998 Stat Med 17:857-872 table I (methods 3 and 5); "
    one = {
        (81, 263): (n98, dict(wilson=[0.2553, 0.3662], clopper_pearson=[0.2527, 0.3676])),
        (15, 148): (n98, dict(wilson=[0.0624, 0.1605], clopper_pearson=[0.0578, 0.1617])),
        (0, 20): (n98, dict(wilson=[0.0, 0.1611], clopper_pearson=[0.0, 0.1684])),
        (1, 29): (n98, dict(wilson=[0.0061, 0.1718], clopper_pearson=[0.0009, 0.1776])),
    }
    pairs = list(one) + [(0, 1), (1, 1), (1, 2), (0, 5), (5, 5), (3, 10), (7, 10), (29, 30), (50, 100), (999, 1000), (1, 100000)]
    cases = []
    for x, n in pairs:
        for level in (Fr(9, 10), Fr(19, 20), Fr(99, 100)):
            if level != Fr(19, 20) and (x, n) in ((15, 148), (1, 29), (1, 2), (29, 30), (50, 100)):
                continue
            w, c = m_wilson(x, n, z_of(level)), m_clopper(x, n, level)
            for mine, method in ((w, "wilson"), (c, "beta")):
                for a, b in zip(mine, proportion_confint(x, n, alpha=1 - float(level), method=method)):
                    near(a, b, 1e-9, 1e-13)
            case = dict(name=f"{x}_of_{n}_at_{float(level)}", kind="one", source="proportion_confint statsmodels 0.15.0 (wilson, beta), digits from mpmath",
                        data=dict(hits=x, n=n, level=float(level)), expect=dict(share=Fr(x, n), wilson=w, clopper_pearson=c))
            if (x, n) in one and level == Fr(19, 20):
                case["source"], case["published"] = one[x, n][0] + case["source"], one[x, n][1]
                for k, v in one[x, n][1].items():
                    for a, b in zip(case["expect"][k], v):
                        near(a, b, 0, 5.1e-5)
            cases.append(case)
    cases.append(dict(name="0_of_0", kind="one", source="convention: a zero denominator is not available", data=dict(hits=0, n=0, level=0.95),
                      expect=dict(share=None, wilson=None, clopper_pearson=None)))
    src = "Newcombe 1998 Stat Med 17:873-890 table II, method 10; "
    two = [
        (56, 70, 48, 80, [0.0524, 0.3339]), (9, 10, 3, 10, [0.1705, 0.8090]), (6, 7, 2, 7, [0.0582, 0.8062]), (5, 56, 0, 29, [-0.0381, 0.1926]),
        (0, 10, 0, 20, [-0.1611, 0.2775]), (0, 10, 0, 10, [-0.2775, 0.2775]), (10, 10, 0, 20, [0.6791, 1.0]), (10, 10, 0, 10, [0.6075, 1.0]),
        (1, 1, 0, 1, None), (3, 30, 12, 28, None), (400, 1000, 380, 1000, None),
    ]
    for a, m, b, n, pub in two:
        for level in (Fr(19, 20),) if pub else (Fr(9, 10), Fr(19, 20), Fr(99, 100)):
            ci = m_newcombe(a, m, b, n, z_of(level))
            for u, v in zip(ci, confint_proportions_2indep(a, m, b, n, method="newcomb", compare="diff", alpha=1 - float(level))):
                near(u, v, 1e-9, 1e-12)
            case = dict(name=f"difference_{a}_{m}_{b}_{n}_at_{float(level)}", kind="difference",
                        source=(src if pub else "") + "confint_proportions_2indep statsmodels 0.15.0 (newcomb), digits from mpmath",
                        data=dict(a_hits=a, a_n=m, b_hits=b, b_n=n, level=float(level)), expect=dict(difference=Fr(a, m) - Fr(b, n), lower=ci[0], upper=ci[1]))
            if pub:
                case["published"] = dict(lower=pub[0], upper=pub[1])
                near(ci[0], pub[0], 0, 5.1e-5)
                near(ci[1], pub[1], 0, 5.1e-5)
            cases.append(case)
    cases.append(dict(name="difference_empty_arm", kind="difference", source="convention: a zero denominator is not available",
                      data=dict(a_hits=3, a_n=5, b_hits=0, b_n=0, level=0.95), expect=dict(difference=None, lower=None, upper=None)))
    write("proportions", cases)


# ---------------------------------------------------------------- moments

LEW = """-213 -564 -35 -15 141 115 -420 -360 203 -338 -431 194 -220 -513 154 -125 -559 92 -21 -579 -52 99 -543 -175 162 -457 -346 204 -300 -474 164
-107 -572 -8 83 -541 -224 180 -420 -374 201 -236 -531 83 27 -564 -112 131 -507 -254 199 -311 -495 143 -46 -579 -90 136 -472 -338 202 -287 -477 169
-124 -568 17 48 -568 -135 162 -430 -422 172 -74 -577 -13 92 -534 -243 194 -355 -465 156 -81 -578 -64 139 -449 -384 193 -198 -538 110 -44 -577 -6 66
-552 -164 161 -460 -344 205 -281 -504 134 -28 -576 -118 156 -437 -381 200 -220 -540 83 11 -568 -160 172 -414 -408 188 -125 -572 -32 139 -492 -321 205
-262 -504 142 -83 -574 0 48 -571 -106 137 -501 -266 190 -391 -406 194 -186 -553 83 -13 -577 -49 103 -515 -280 201 300 -506 131 -45 -578 -80 138 -462
-361 201 -211 -554 32 74 -533 -235 187 -372 -442 182 -147 -566 25 68 -535 -244 194 -351 -463 174 -125 -570 15 72 -550 -190 172 -424 -385 198 -218
-536 96"""
LOTTERY = """162 671 933 414 788 730 817 33 536 875 670 236 473 167 877 980 316 950 456 92 517 557 956 954 104 178 794 278 147 773 437 435 502 610 582
780 689 562 964 791 28 97 848 281 858 538 660 972 671 613 867 448 738 966 139 636 847 659 754 243 122 455 195 968 793 59 730 361 574 522 97 762 431
158 429 414 22 629 788 999 187 215 810 782 47 34 108 986 25 644 829 630 315 567 919 331 207 412 242 607 668 944 749 168 864 442 533 805 372 63 458
777 416 340 436 140 919 350 510 572 905 900 85 389 473 758 444 169 625 692 140 897 672 288 312 860 724 226 884 508 976 741 476 417 831 15 318 432 241
114 799 955 833 358 935 146 630 830 440 642 356 373 271 715 367 393 190 669 8 861 108 795 269 590 326 866 64 523 862 840 219 382 998 4 628 305 747
247 34 747 729 645 856 974 24 568 24 694 608 480 410 729 947 293 53 930 223 203 677 227 62 455 387 318 562 242 428 968"""
MORLEY = """850 740 900 1070 930 850 950 980 980 880 1000 980 930 650 760 810 1000 1000 960 960 960 940 960 940 880 800 850 880 900 840 830 790 810 880
880 830 800 790 760 800 880 880 880 860 720 720 620 860 970 950 880 910 850 870 840 840 850 840 840 840 890 810 810 820 800 770 760 740 750 760 910 920
890 860 880 720 840 850 850 780 890 840 780 810 760 810 790 810 820 850 870 870 810 740 810 940 950 800 810 870"""
MAVRO = """00180 00170 00180 00190 00180 00170 00150 00140 00150 00150 00170 00180 00180 00190 00190 00210 00200 00160 00140 00130 00130 00150 00150
00160 00150 00140 00130 00140 00150 00140 00150 00160 00150 00160 00190 00200 00200 00210 00220 00230 00240 00250 00270 00260 00260 00260 00270 00260
00250 00240"""


def mean_var(xs):
    """Exact mean and ddof-1 variance (None below two values)."""
    n = len(xs)
    if n == 0:
        return None, None
    m = sum(xs, Fr(0)) / n
    return m, (sum((x - m) ** 2 for x in xs) / (n - 1) if n > 1 else None)


@topic
def moments():
    from scipy import stats

    def case(name, source, values, certified=None, data=None, exact=None):
        xs = fr(values)
        m, v = mean_var(xs)
        n = len(xs)
        ex = dict(n=n, mean=m, var=v, sd=None if v is None else mp.sqrt(fm(v)), lower=None, upper=None)
        if v is not None:
            half = m_t_ppf(P975, n - 1) * mp.sqrt(fm(v) / n)
            ex["lower"], ex["upper"] = fm(m) - half, fm(m) + half
            if v and abs(float(m)) < 1e6:
                near(ex["var"], np.var(np.array(values, float), ddof=1), 1e-9)
                lo, up = stats.t.interval(0.95, n - 1, float(m), float(np.sqrt(float(v) / n)))
                near(ex["lower"], lo, 1e-9, 1e-9)
                near(ex["upper"], up, 1e-9, 1e-9)
        out = dict(name=name, source=source, data=data or dict(values=values), expect=ex)
        if certified:
            out["certified"] = dict(mean=float(certified[0]), sd=float(certified[1]))
            em, ev = mean_var([Fr(x) for x in exact])
            assert abs(fm(em) - mp.mpf(certified[0])) <= abs(mp.mpf(certified[0])) * mp.mpf(10) ** -12, (name, em)
            assert abs(mp.sqrt(fm(ev)) - mp.mpf(certified[1])) <= mp.mpf(certified[1]) * mp.mpf(10) ** -12, (name, mp.sqrt(fm(ev)))
        return out

    nist = "NIST StRD univariate, certified mean and sd; `expect` is exact for the doubles nearest the decimals (exact fractions), confirmed by numpy 2.4.6 and scipy 1.17.1 where |mean| < 1e6"

    def pattern(name, first, pair, times, cert):
        dec = [first] + list(pair) * times
        return case(name, nist, [float(x) for x in dec], cert, dict(first=float(first), repeat=[float(p) for p in pair], times=times), dec)

    lot, lew = ints(LOTTERY.split()), ints(LEW.split())
    mich = [f"{299 + int(x) // 1000}.{int(x) % 1000:03d}" for x in MORLEY.split()]
    mav = ["2." + x for x in MAVRO.split()]
    rng = np.random.default_rng(81)
    cases = [
        case("nist_numacc1", nist, [10000001, 10000003, 10000002], ("10000002", "1"), None, [10000001, 10000003, 10000002]),
        pattern("nist_numacc2", "1.2", ("1.1", "1.3"), 500, ("1.2", "0.1")),
        pattern("nist_numacc3", "1000000.2", ("1000000.1", "1000000.3"), 500, ("1000000.2", "0.1")),
        pattern("nist_numacc4", "10000000.2", ("10000000.1", "10000000.3"), 500, ("10000000.2", "0.1")),
        case("nist_lottery", nist, lot, ("518.958715596330", "291.699727470969"), None, lot),
        case("nist_lew", nist, lew, ("-177.4350000000000", "277.332168044316"), None, lew),
        case("nist_michelso", nist, [float(x) for x in mich], ("299.852400000000", "0.0790105478190518"), None, mich),
        case("nist_mavro", nist, [float(x) for x in mav], ("2.00185600000000", "0.000429123454003053"), None, mav),
        case("seeded_integers_40", "exact fractions, numpy 2.4.6, scipy 1.17.1", ints(rng.integers(1, 6, 40))),
        case("seeded_floats_25", "exact fractions, numpy 2.4.6, scipy 1.17.1", [float(x) for x in rng.normal(7.3, 2.1, 25)]),
        case("offset_1e12", "1e12 + normal noise; exact fractions over the doubles given", [float(x) for x in 1e12 + rng.normal(0, 1, 30)]),
        case("offset_minus_1e9_integers", "exact fractions", ints(-1000000000 + rng.integers(0, 4, 20))),
        case("mixed_scales", "exact fractions", [1e15, 1.0, -1e15, 3.5, 1e-8, 2.25]),
        case("constant", "exact fractions; zero variance", [0.1] * 7),
        case("two", "exact fractions, scipy 1.17.1", [3, 8]),
        case("one", "no variance below two values", [4]),
        case("none", "nothing is defined", []),
    ]
    write("moments", cases)


# ---------------------------------------------------------------- paired change


def hedges_exact(df):
    """Gamma(df/2)/(sqrt(df/2) Gamma((df-1)/2)); 0 at df = 1, where the second gamma has a pole."""
    df = mp.mpf(df)
    return mp.gamma(df / 2) / mp.sqrt(df / 2) * mp.rgamma((df - 1) / 2)


def hedges_approx(df):
    return 1 - mp.mpf(3) / (4 * df - 1)


SLEEP = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def pairs_seeded(n, seed, whole):
    rng = np.random.default_rng(seed)
    pre = rng.normal(5.2, 1.5, n)
    post = 0.6 * pre + 2.1 + rng.normal(0.5, 1.2, n)
    if whole:
        return ints(np.clip(np.round(pre), 1, 10)), ints(np.clip(np.round(post), 1, 10))
    return [round(float(x), 3) for x in pre], [round(float(x), 3) for x in post]


@topic
def change():
    import pingouin as pg
    from scipy import stats

    sets = [
        ("sleep", SLEEP, "Student 1908 (Cushny & Peebles), R datasets sleep; t, df, p, interval as printed by R t.test in its help; ",
         dict(t=4.0621, df=9, p=0.002833, mean_diff=1.58, ci=[0.7001142, 2.4598858])),
        ("seeded_5", pairs_seeded(5, 91, False), "", None),
        ("seeded_12_whole", pairs_seeded(12, 92, True), "", None),
        ("seeded_60_whole", pairs_seeded(60, 93, True), "", None),
        ("worse", ([7, 8, 6, 9, 7, 8, 9, 6], [4, 6, 5, 5, 6, 3, 7, 5]), "", None),
        ("no_mean_change", ([1, 2, 3, 4], [2, 1, 4, 3]), "", None),
        ("all_differences_equal", ([3, 5, 4, 8, 6], [5, 7, 6, 10, 8]), "convention for sd(diff) = 0; ", None),
        ("all_differences_zero", ([3, 5, 4], [3, 5, 4]), "convention for sd(diff) = 0; ", None),
        ("pre_constant", ([5, 5, 5, 5], [6, 7, 5, 9]), "", None),
        ("one_pair", ([3], [5]), "", None),
        ("two_pairs", ([3, 4], [5, 8]), "", None),
        ("none", ([], []), "", None),
    ]
    cases = []
    for name, (pre, post), src, pub in sets:
        # differences of the decimals as written, not of the doubles: 0.1 is 1/10 here (equal to 1e-15 with doubles)
        a, b = [Fr(str(x)) for x in pre], [Fr(str(x)) for x in post]
        d = [y - x for x, y in zip(a, b)]
        n = len(d)
        (m, v), (ma, va), (mb, vb) = mean_var(d), mean_var(a), mean_var(b)
        keys = "t df p ci d_z d_z_ci d_z_se_normal d_av d_rm glass hedges_approx hedges_exact g_z g_av g_z_exact g_av_exact r".split()
        ex = dict(n=n, mean_diff=m, sd_diff=None if v is None else mp.sqrt(fm(v)), **{k: None for k in keys})
        how = []
        if n > 1:
            df = n - 1
            ja, je = hedges_approx(df), hedges_exact(df)
            ex.update(df=df, hedges_approx=ja, hedges_exact=je)
            half = m_t_ppf(P975, df) * mp.sqrt(fm(v) / n)
            ex["ci"] = [fm(m) - half, fm(m) + half]
            if va + vb:
                ex["d_av"] = fm(m) / mp.sqrt(fm(va + vb) / 2)
                ex["g_av"], ex["g_av_exact"] = ja * ex["d_av"], je * ex["d_av"]
            if va:
                ex["glass"] = fm(m) / mp.sqrt(fm(va))
            if va and vb:
                cov = sum((x - ma) * (y - mb) for x, y in zip(a, b)) / (n - 1)
                ex["r"] = fm(cov) / mp.sqrt(fm(va * vb))
            if v:
                t = fm(m) / mp.sqrt(fm(v) / n)
                dz = fm(m) / mp.sqrt(fm(v))
                ex.update(t=t, p=2 * m_t_sf(abs(t), df), d_z=dz, d_z_se_normal=mp.sqrt(mp.mpf(1) / n + dz * dz / (2 * n)))
                ex["d_z_ci"] = [nct_delta(float(t), df, q) / mp.sqrt(n) for q in (mp.mpf("0.975"), mp.mpf("0.025"))]
                ex["g_z"], ex["g_z_exact"] = ja * dz, je * dz
                if ex["r"] is not None:
                    ex["d_rm"] = dz * mp.sqrt(2 * (1 - ex["r"]))
                fa, fb = np.array(pre, float), np.array(post, float)
                s = stats.ttest_rel(fb, fa)
                near(t, s.statistic, 1e-9, 1e-12)
                near(ex["p"], s.pvalue, 1e-9)
                ci = s.confidence_interval(0.95)
                near(ex["ci"][0], ci.low, 1e-9, 1e-12)
                near(ex["ci"][1], ci.high, 1e-9, 1e-12)
                how.append("scipy 1.17.1 ttest_rel")
                ok = [near_nct(t, df, dl * mp.sqrt(n), q) for q, dl in zip((0.975, 0.025), ex["d_z_ci"])]
                how.append("scipy 1.17.1 nct (interval of d_z put back" + ("" if all(ok) else f"; nan at {2 - sum(ok)} of 2 limits") + ")")
                if va and vb:
                    near(ex["d_av"], pg.compute_effsize(fb, fa, paired=True, eftype="cohen"), 1e-9, 1e-12)
                    near(ex["r"], stats.pearsonr(fa, fb).statistic, 1e-9, 1e-12)
                    how.append("pingouin 0.7.0 compute_effsize (d_av)")
        c = dict(name=name, source=src + "definition in exact fractions and mpmath" + ("; confirmed by " + ", ".join(how) if how else ""),
                 data=dict(pre=pre, post=post), expect=ex)
        if pub:
            c["published"] = pub
            near(ex["t"], pub["t"], 0, 5.1e-5)
            near(ex["p"], pub["p"], 0, 5.1e-7)
            near(ex["ci"][0], pub["ci"][0], 0, 5.1e-8)
            near(ex["ci"][1], pub["ci"][1], 0, 5.1e-8)
        cases.append(c)
    write("change", cases)


# ---------------------------------------------------------------- Wilcoxon signed rank


def signed_ranks(d, pratt):
    """[(rank, sign)] of the non-zero differences, number of zeros ranked, sizes of the tie groups of the non-zero ones."""
    use = [x for x in d if pratt or x]
    order = sorted(abs(x) for x in use)
    rank = {}
    for x in set(order):
        i = order.index(x)
        k = order.count(x)
        rank[x] = Fr(2 * i + 1 + k, 2)
    ties = [order.count(x) for x in set(order) if x]
    return [(rank[abs(x)], 1 if x > 0 else -1) for x in use if x], sum(1 for x in use if not x), ties


def wilcoxon_exact(d, pratt):
    rk, zeros, ties = signed_ranks(d, pratt)
    wp = sum((r for r, s in rk if s > 0), Fr(0))
    wm = sum((r for r, s in rk if s < 0), Fr(0))
    out = dict(n_used=len(rk), w_plus=wp, w_minus=wm, z=None, p=None, z_cc=None, p_cc=None, p_exact=None, rank_biserial=None)
    if not rk:
        return out
    n = len(rk) + zeros
    mean = Fr(n * (n + 1) - zeros * (zeros + 1), 4)
    var = Fr(n * (n + 1) * (2 * n + 1) - zeros * (zeros + 1) * (2 * zeros + 1), 24) - Fr(sum(t ** 3 - t for t in ties), 48)
    gap = wp - mean
    sd = mp.sqrt(fm(var))
    z = fm(gap) / sd
    zc = fm(gap - Fr((gap > 0) - (gap < 0), 2)) / sd
    dist = {0: 1}
    for r, _ in rk:
        nxt = {}
        for w, c in dist.items():
            nxt[w] = nxt.get(w, 0) + c
            nxt[w + 2 * r] = nxt.get(w + 2 * r, 0) + c
        dist = nxt
    top = 2 * max(wp, wm)
    tail = Fr(sum(c for w, c in dist.items() if w >= top), 2 ** len(rk))
    out.update(z=z, p=2 * mp.ncdf(-abs(z)), z_cc=zc, p_cc=2 * mp.ncdf(-abs(zc)), p_exact=min(Fr(1), 2 * tail), rank_biserial=(wp - wm) / (wp + wm))
    return out


@topic
def wilcoxon():
    from scipy import stats

    rng = np.random.default_rng(101)
    sets = [
        ("darwin_maize", [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75], "Darwin's maize pairs, scipy documentation of wilcoxon (p 0.041259765625, statistic 24); ", dict(w_minus=24, p_exact=0.041259765625)),
        ("r_depression", None, "Hollander & Wolfe 1973 p. 29, R wilcox.test help (V = 40, one-sided p = 0.01953); ", dict(w_plus=40, p_exact_one_sided=0.01953)),
        ("sleep", None, "Student 1908, one zero; R wilcox.test(paired) prints V = 0, p-value = 0.009091 (normal, continuity-corrected); ", dict(w_minus=0, p_cc=0.009091)),
        ("ties_no_zeros", [1, 1, -1, 2, 2, 2, -3, 4, 4, 5], "", None),
        ("ties_and_zeros", [0, 0, 1, 1, -1, 2, 2, -3, 0, 4, 5, 5], "", None),
        ("mostly_zeros", [0, 0, 0, 0, 0, 1, -1, 2], "", None),
        ("one_positive", [3], "", None),
        ("one_negative_one_zero", [-2, 0], "", None),
        ("all_zero", [0, 0, 0], "", None),
        ("none", [], "", None),
        ("all_equal", [2, 2, 2, 2, 2, 2], "", None),
        ("balanced", [1, -1, 2, -2], "", None),
        ("seeded_18_ties", ints(rng.integers(-3, 6, 18)), "", None),
        ("seeded_20_no_ties", [int(s * v) for s, v in zip(rng.choice([-1, 1], 20, p=[0.3, 0.7]), rng.permutation(np.arange(1, 21)))], "", None),
        ("seeded_60_likert", ints(rng.integers(-2, 4, 60)), "", None),
    ]
    dep = ([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30], [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    cases = []
    for name, d, src, pub in sets:
        if d is None:
            pre, post = (dep[1], dep[0]) if name == "r_depression" else SLEEP
            dd = [Fr(str(y)) - Fr(str(x)) for x, y in zip(pre, post)]
            # scaled by 1000 so that ties of decimals are ties of integers
            d = ints([x * 1000 for x in dd])
        ex = {"wilcox": wilcoxon_exact(d, False), "pratt": wilcoxon_exact(d, True)}
        how = set()
        a = np.array(d, float)
        nz = int(np.count_nonzero(a))
        for zm in ("wilcox", "pratt"):
            e = ex[zm]
            if not nz:
                continue
            for cc, kz, kp in ((False, "z", "p"), (True, "z_cc", "p_cc")):
                s = stats.wilcoxon(a, zero_method=zm, correction=cc, method="asymptotic")
                near(-abs(e[kz]), s.zstatistic, 1e-9, 1e-12)  # scipy standardises min(W+, W-)
                near(e[kp], s.pvalue, 1e-9)
                near(min(e["w_plus"], e["w_minus"]), s.statistic)
                how.add("asymptotic")
            if nz == len(d) and len(set(np.abs(a))) == len(d):
                near(e["p_exact"], stats.wilcoxon(a, method="exact").pvalue, 1e-9)
                how.add("exact")
            if len(d) <= 12 and nz > 1:
                s = stats.wilcoxon(a, zero_method=zm, method=stats.PermutationMethod(n_resamples=10 ** 6))
                near(e["p_exact"], s.pvalue, 1e-9)
                how.add("all sign flips by PermutationMethod")
        if nz and nz <= 12:  # brute force
            for zm in ("wilcox", "pratt"):
                rk, _, _ = signed_ranks(d, zm == "pratt")
                tot = sum(r for r, _ in rk)
                dev = abs(ex[zm]["w_plus"] - tot / 2)
                hit = sum(abs(sum(r for i, (r, _) in enumerate(rk) if m >> i & 1) - tot / 2) >= dev for m in range(2 ** len(rk)))
                assert ex[zm]["p_exact"] == Fr(hit, 2 ** len(rk))
        c = dict(name=name, source=src + "exact fractions and dynamic programming" + (", confirmed by scipy 1.17.1 wilcoxon (" + ", ".join(sorted(how)) + ")" if how else ""),
                 data=dict(diffs=d), expect=ex)
        if name in ("r_depression", "sleep"):
            c["data"]["unit"] = "thousandths"
        if pub:
            c["published"] = pub
            e = ex["wilcox"]
            for k, v in pub.items():
                if k == "p_exact_one_sided":
                    near(e["p_exact"] / 2, v, 0, 5.1e-6)
                else:
                    near(e[k], v, 0, 5.1e-7)
        cases.append(c)
    write("wilcoxon", cases)


# ---------------------------------------------------------------- two independent samples


@topic
def compare():
    import pingouin as pg
    from scipy import stats

    rng = np.random.default_rng(111)
    r3 = lambda xs: [round(float(x), 3) for x in xs]
    sets = [
        ("sleep_unpaired", SLEEP[0], SLEEP[1], "Student 1908; Welch as printed by R t.test(extra ~ group) in its help; ", dict(t=-1.8608, df=17.776, p=0.07939, ci=[-3.3654832, 0.2054832])),
        ("seeded_20_30", r3(rng.normal(6.8, 1.1, 20)), r3(rng.normal(6.2, 1.9, 30)), "", None),
        ("seeded_whole_12_9", ints(rng.integers(3, 10, 12)), ints(rng.integers(1, 8, 9)), "", None),
        ("seeded_60_60", ints(rng.integers(1, 11, 60)), ints(rng.integers(1, 11, 60)), "", None),
        ("two_and_two", [1, 3], [2, 7], "", None),
        ("two_and_five", [10, 12], [3, 4, 5, 6, 9], "", None),
        ("one_arm_constant", [4, 4, 4], [5, 6, 8, 9], "", None),
        ("both_constant", [4, 4, 4], [5, 5], "no spread; ", None),
        ("one_value_in_an_arm", [4], [5, 6, 8], "Welch needs two values in each arm; pooled sd has df 2; ", None),
        ("empty_arm", [], [5, 6, 8], "", None),
    ]
    cases = []
    for name, a, b, src, pub in sets:
        fa, fb = [Fr(str(x)) for x in a], [Fr(str(x)) for x in b]
        (ma, va), (mb, vb) = mean_var(fa), mean_var(fb)
        n1, n2 = len(a), len(b)
        keys = "t df p ci pooled_sd d d_ci hedges_approx hedges_exact g_approx g_exact g_approx_ci g_exact_ci".split()
        ex = dict(n_a=n1, n_b=n2, difference=None if not n1 or not n2 else ma - mb, **{k: None for k in keys})
        how = []
        if va is not None and vb is not None and va + vb:
            s2 = va / n1 + vb / n2
            t = fm(ma - mb) / mp.sqrt(fm(s2))
            df = s2 ** 2 / ((va / n1) ** 2 / (n1 - 1) + (vb / n2) ** 2 / (n2 - 1))
            half = m_t_ppf(P975, fm(df)) * mp.sqrt(fm(s2))
            ex.update(t=t, df=df, p=2 * m_t_sf(abs(t), fm(df)), ci=[fm(ma - mb) - half, fm(ma - mb) + half])
            s = stats.ttest_ind(np.array(a, float), np.array(b, float), equal_var=False)
            for u, v in ((t, s.statistic), (df, s.df), (ex["p"], s.pvalue), (ex["ci"][0], s.confidence_interval(0.95).low), (ex["ci"][1], s.confidence_interval(0.95).high)):
                near(u, v, 1e-9)
            how.append("scipy 1.17.1 ttest_ind (Welch)")
        nu = n1 + n2 - 2
        sp = ((va or Fr(0)) * (n1 - 1) + (vb or Fr(0)) * (n2 - 1)) / nu if n1 and n2 and nu > 0 else None
        if sp is not None:
            ex.update(pooled_sd=mp.sqrt(fm(sp)), hedges_approx=hedges_approx(nu), hedges_exact=hedges_exact(nu))
        if sp:
            d = fm(ma - mb) / mp.sqrt(fm(sp))
            k = mp.sqrt(mp.mpf(n1) * n2 / (n1 + n2))
            ja, je = hedges_approx(nu), hedges_exact(nu)
            ci = [nct_delta(float(d * k), nu, q) / k for q in (mp.mpf("0.975"), mp.mpf("0.025"))]
            ex.update(d=d, d_ci=ci, g_approx=ja * d, g_exact=je * d,
                      g_approx_ci=[ja * x for x in ci], g_exact_ci=[je * x for x in ci])
            ok = [near_nct(d * k, nu, x * k, q) for q, x in zip((0.975, 0.025), ci)]
            how.append("scipy 1.17.1 nct (interval of d put back" + ("" if all(ok) else f"; nan at {2 - sum(ok)} of 2 limits") + ")")
            if n1 > 1 and n2 > 1:
                near(d, pg.compute_effsize(np.array(a, float), np.array(b, float), eftype="cohen"), 1e-9)
                near(ja * d, pg.compute_effsize(np.array(a, float), np.array(b, float), eftype="hedges"), 1e-9)
                how.append("pingouin 0.7.0 compute_effsize (d, g_approx)")
        c = dict(name=name, source=src + "definition in exact fractions and mpmath" + ("; confirmed by " + ", ".join(how) if how else ""), data=dict(a=a, b=b), expect=ex)
        if pub:
            c["published"] = pub
            near(ex["t"], pub["t"], 0, 5.1e-5)
            near(ex["df"], pub["df"], 0, 5.1e-4)
            near(ex["p"], pub["p"], 0, 5.1e-6)
            near(ex["ci"][0], pub["ci"][0], 0, 5.1e-8)
            near(ex["ci"][1], pub["ci"][1], 0, 5.1e-8)
        cases.append(c)
    write("compare", cases)


# ---------------------------------------------------------------- alpha


def m_cov(x, y):
    n = len(x)
    mx, my = sum(x, Fr(0)) / n, sum(y, Fr(0)) / n
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / (n - 1)


def alpha_exact(rows):
    """rows of exact numbers, complete. Alpha or None."""
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < 2 or k < 2:
        return None
    cols = list(zip(*rows))
    tot = [sum(r) for r in rows]
    vt = m_cov(tot, tot)
    if vt == 0:
        return None
    return Fr(k, k - 1) * (1 - sum(m_cov(c, c) for c in cols) / vt)


ATTITUDE = """43 51 30 39 61 92 45 63 64 51 54 63 73 47 71 70 68 69 76 86 48 61 63 45 47 54 84 35 81 78 56 66 71 83 47 43 55 49 44 54 49 34
58 67 42 56 66 68 35 71 75 50 55 70 66 41 72 82 72 67 71 83 31 67 61 45 47 62 80 41 64 53 53 58 58 67 34 67 60 47 39 59 74 41
69 62 57 42 55 63 25 68 83 83 45 59 77 35 77 77 54 72 79 77 46 81 90 50 72 60 54 36 74 85 64 69 79 79 63 65 60 65 75 55 80 60
65 70 46 57 75 85 46 50 58 68 54 64 78 52 50 40 33 34 43 64 33 64 61 52 62 66 80 41 53 66 52 50 63 80 37 40 37 42 58 50 57 49
63 54 42 48 66 75 33 66 77 66 63 88 76 72 78 75 58 74 80 78 49 48 57 44 45 51 83 38 85 85 71 71 77 74 55 82 82 39 59 64 78 39"""


@topic
def alpha():
    import pandas as pd
    import pingouin as pg

    rng = np.random.default_rng(121)

    def likert(n, k, load, miss=0.0):
        f = rng.normal(0, 1, n)
        a = np.clip(np.round(3 + load * f[:, None] + rng.normal(0, 0.9, (n, k))), 1, 5).astype(int)
        return [[None if rng.random() < miss else int(v) for v in r] for r in a]

    long = pg.read_dataset("cronbach_alpha").pivot(index="Subj", values="Scores", columns="Items")
    long = long[sorted(long.columns, key=lambda c: int(c[1:]))]
    wide = pg.read_dataset("cronbach_wide_missing")
    att = ints(ATTITUDE.split())
    sets = [
        ("attitude", [att[i * 7 : i * 7 + 7] for i in range(30)], "Chatterjee & Price 1977, R datasets attitude; alpha and alpha if dropped as printed by R psych alpha(attitude); ",
         dict(alpha=0.843, dropped=[0.810, 0.797, 0.828, 0.803, 0.795, 0.864, 0.840])),
        ("pingouin_likert", long.to_numpy().astype(int).tolist(), "pingouin dataset cronbach_alpha and documented result; ", dict(alpha=0.5917188485995826, ci=[0.195, 0.84])),
        ("pingouin_binary_missing", [[None if np.isnan(v) else int(v) for v in r] for r in wide.to_numpy(float)],
         "pingouin dataset cronbach_wide_missing, listwise result as in its documentation and R psych alpha(use = complete.obs); ", dict(alpha=0.8016949152542373)),
        ("seeded_40_6", likert(40, 6, 0.8), "", None),
        ("seeded_25_4_missing", likert(25, 4, 0.6, 0.08), "", None),
        ("seeded_60_10", likert(60, 10, 0.5), "", None),
        ("negative_alpha", [[1, 5, 3], [2, 4, 3], [5, 1, 2], [4, 2, 3], [3, 3, 5]], "", None),
        ("two_items", [[1, 2], [2, 2], [3, 5], [4, 4], [5, 5]], "", None),
        ("parallel_items", [[1, 1, 1], [2, 2, 2], [4, 4, 4]], "alpha exactly 1; ", None),
        ("constant_item", [[1, 3, 2], [2, 3, 3], [4, 3, 5], [5, 3, 4]], "", None),
        ("nobody_varies", [[3, 3], [3, 3], [3, 3]], "total score without variance: undefined; ", None),
        ("one_row", [[1, 2, 3]], "undefined below two complete rows; ", None),
        ("one_item", [[1], [2], [3]], "undefined below two items; ", None),
        ("no_complete_row", [[1, None], [None, 2], [3, None]], "undefined below two complete rows; ", None),
    ]
    cases = []
    for name, rows, src, pub in sets:
        full = [[Fr(v) for v in r] for r in rows if None not in r]
        n, k = len(full), len(rows[0])
        a = alpha_exact(full)
        ex = dict(n=n, items=k, alpha=a, lower=None, upper=None, item_rest=[None] * k, alpha_if_dropped=[None] * k)
        how = []
        if a is not None:
            if a == 1:
                ex["lower"] = ex["upper"] = mp.mpf(1)
            else:
                d1, d2 = n - 1, (n - 1) * (k - 1)
                ex["lower"], ex["upper"] = 1 - (1 - fm(a)) * m_f_ppf(P975, d1, d2), 1 - (1 - fm(a)) * m_f_ppf(P025, d1, d2)
            df = pd.DataFrame([[float(v) for v in r] for r in full])
            pa, pci = pg.cronbach_alpha(df)  # already listwise: with nan_policy its interval keeps the n of all rows
            near(a, pa, 1e-9, 1e-12)
            near(ex["lower"], pci[0], 0, 5.1e-4)
            near(ex["upper"], pci[1], 0, 5.1e-4)
            how.append("pingouin 0.7.0 cronbach_alpha")
            rest, drop = [], []
            for i in range(k):
                x, y = [r[i] for r in full], [sum(r) - r[i] for r in full]
                vx, vy = m_cov(x, x), m_cov(y, y)
                rest.append(fm(m_cov(x, y)) / mp.sqrt(fm(vx * vy)) if vx and vy else None)
                drop.append(alpha_exact([r[:i] + r[i + 1 :] for r in full]))
                if rest[-1] is not None:
                    near(rest[-1], np.corrcoef(df[i], df.drop(columns=i).sum(axis=1))[0, 1], 1e-9, 1e-12)
                if drop[-1] is not None:
                    near(drop[-1], pg.cronbach_alpha(df.drop(columns=i))[0], 1e-9, 1e-12)
            ex["item_rest"], ex["alpha_if_dropped"] = rest, drop
        c = dict(name=name, source=src + "definition in exact fractions, Feldt interval by mpmath" + ("; confirmed by " + ", ".join(how) if how else ""), data=dict(answers=rows), expect=ex)
        if pub:
            c["published"] = pub
            near(a, pub["alpha"], 0, 5.1e-4)
            for u, v in zip(ex["alpha_if_dropped"], pub.get("dropped", [])):
                near(u, v, 0, 5.1e-4)
            if "ci" in pub:
                near(ex["lower"], pub["ci"][0], 0, 5.1e-4)
                near(ex["upper"], pub["ci"][1], 0, 5.1e-4)
        cases.append(c)
    write("alpha", cases)


# ---------------------------------------------------------------- McNemar


@topic
def mcnemar():
    from scipy import stats
    from statsmodels.stats.contingency_tables import mcnemar as sm_mcnemar
    from statsmodels.stats.proportion import proportion_confint

    sets = [
        ("statsmodels_r", [[23, 15], [19, 31]], "exact p from R as in statsmodels 0.15.0 contingency_table_r_results homog_binom_p; ", dict(p=0.60759136127308)),
        ("agresti_approval", [[794, 150], [86, 570]], "Agresti 1990 p. 350, R mcnemar.test help; ", None),
        ("pingouin_treatment", [[20, 40], [8, 12]], "pingouin dataset chi2_mcnemar, documented exact p 0.000003; ", dict(p=0.000003)),
        ("table_101_121_59_33", [[101, 121], [59, 33]], "", None),
        ("small", [[10, 6], [1, 4]], "", None),
        ("one_sided_only", [[10, 5], [0, 4]], "", None),
        ("one_discordant", [[10, 1], [0, 4]], "", None),
        ("equal", [[3, 7], [7, 2]], "", None),
        ("even_more_than_one", [[3, 8], [7, 2]], "", None),
        ("no_discordant", [[10, 0], [0, 4]], "no discordant pair: p is 1 by the definition (and in statsmodels), the share is not available; ", None),
        ("empty", [[0, 0], [0, 0]], "nothing observed; ", None),
        ("large", [[1200, 410], [333, 900]], "", None),
    ]
    cases = []
    for name, tab, src, pub in sets:
        b, c = tab[0][1], tab[1][0]
        n = b + c
        tail = Fr(sum(math.comb(n, i) for i in range(min(b, c) + 1)), 2 ** n)
        p = min(Fr(1), 2 * tail)
        near(p, sm_mcnemar(np.array(tab), exact=True).pvalue, 1e-9)
        if n:
            near(p, stats.binomtest(b, n, 0.5).pvalue, 1e-9)
        ci = m_clopper(b, n, Fr(19, 20))
        if ci:
            for u, v in zip(ci, proportion_confint(b, n, method="beta")):
                near(u, v, 1e-9, 1e-13)
        tot = sum(map(sum, tab))
        case = dict(name=name, source=src + "exact fractions; confirmed by mcnemar(exact) statsmodels 0.15.0" + (", binomtest scipy 1.17.1, proportion_confint(beta) statsmodels 0.15.0" if n else ""),
                    data=dict(table=tab),
                    expect=dict(n=tot, discordant=n, b=b, c=c, p=p, share_b=Fr(b, n) if n else None, share_lower=ci[0] if ci else None, share_upper=ci[1] if ci else None,
                                b_of_all=Fr(b, tot) if tot else None, c_of_all=Fr(c, tot) if tot else None))
        if pub:
            case["published"] = pub
            near(p, pub["p"], 0, 5.1e-7 if name.startswith("ping") else 1e-12)
        cases.append(case)
    write("mcnemar", cases)


# ---------------------------------------------------------------- agreement of coders


def kripp_exact(ratings, level):
    """ratings[coder][unit], None missing. Alpha in exact fractions, None if undefined."""
    units = [[r[u] for r in ratings if r[u] is not None] for u in range(len(ratings[0]))]
    units = [u for u in units if len(u) > 1]
    vals = sorted({v for u in units for v in u})
    nv = {v: sum(u.count(v) for u in units) for v in vals}
    n = sum(nv.values())

    def dist(a, b):
        if level == "nominal":
            return Fr(int(a != b))
        if level == "interval":
            return Fr(a - b) ** 2
        lo, hi = min(a, b), max(a, b)
        return (sum(nv[v] for v in vals if lo <= v <= hi) - Fr(nv[a] + nv[b], 2)) ** 2

    if n < 2:
        return None, n
    do = sum(Fr(1, len(u) - 1) * sum(dist(u[i], u[j]) for i in range(len(u)) for j in range(len(u)) if i != j) for u in units) / n
    de = sum(nv[a] * nv[b] * dist(a, b) for a in vals for b in vals) / Fr(n * (n - 1))
    return (None if de == 0 else 1 - do / de), n


@topic
def coders():
    import krippendorff
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import cohens_kappa

    rng = np.random.default_rng(131)
    N = None

    def tab(a, b, k):
        t = [[0] * k for _ in range(k)]
        for x, y in zip(a, b):
            t[x][y] += 1
        return t

    s1 = ints(rng.integers(0, 3, 40))
    s2 = [v if rng.random() < 0.7 else int(rng.integers(0, 3)) for v in s1]
    s3 = ints(rng.choice(5, 80, p=[0.5, 0.2, 0.15, 0.1, 0.05]))
    s4 = [v if rng.random() < 0.55 else int(rng.integers(0, 5)) for v in s3]
    kap = [
        ("kappa_sas", [[0, 4, 1], [0, 8, 0], [0, 1, 5]], "SAS PROC FREQ printout as in statsmodels 0.15.0 TestUnweightedCohens; ", dict(kappa=0.4842, se=0.1380, lower=0.2137, upper=0.7547, se0=0.1484)),
        ("kappa_cohen_1960", [[88, 14, 18], [10, 40, 10], [2, 6, 12]], "Cohen 1960 table 2 (N = 200); ", dict(kappa=0.492)),
        ("kappa_irr_anxiety_2_3", tab([2, 5, 3, 5, 1, 3, 1, 3, 2, 2, 1, 2, 2, 2, 1, 1, 0, 2, 2, 3], [1, 0, 3, 3, 2, 1, 0, 5, 0, 0, 0, 1, 2, 2, 0, 0, 2, 2, 1, 1], 6),
         "R irr kappa2(anxiety[,2:3]) as in statsmodels 0.15.0 test_cohens_kappa_irr; ", dict(kappa=-0.006289308, z0=-0.0604067)),
        ("kappa_seeded_40_3", tab(s1, s2, 3), "", None),
        ("kappa_seeded_80_5", tab(s3, s4, 5), "", None),
        ("kappa_two_by_two", [[45, 15], [25, 15]], "textbook pair of tables (Wikipedia, Cohen's kappa): 0.1304; ", dict(kappa=0.1304)),
        ("kappa_perfect", [[7, 0], [0, 5]], "", None),
        ("kappa_one_category", [[9, 0], [0, 0]], "chance agreement is 1: undefined; ", None),
        ("kappa_empty", [[0, 0], [0, 0]], "undefined; ", None),
    ]
    cases = []
    for name, t, src, pub in kap:
        k, n = len(t), sum(map(sum, t))
        ex = dict(n=n, kappa=None, se=None, lower=None, upper=None, se0=None, se_cohen_1960=None)
        how = []
        if n:
            P = [[Fr(v, n) for v in r] for r in t]
            row, col = [sum(r) for r in P], [sum(c) for c in zip(*P)]
            po, pe = sum(P[i][i] for i in range(k)), sum(row[i] * col[i] for i in range(k))
            if pe != 1:
                ka = (po - pe) / (1 - pe)
                v = sum(P[i][i] * (1 - (row[i] + col[i]) * (1 - ka)) ** 2 for i in range(k))
                v += (1 - ka) ** 2 * sum(P[i][j] * (col[i] + row[j]) ** 2 for i in range(k) for j in range(k) if i != j)
                v = (v - (ka - pe * (1 - ka)) ** 2) / (n * (1 - pe) ** 2)
                v0 = (pe + pe ** 2 - sum(row[i] * col[i] * (row[i] + col[i]) for i in range(k))) / (n * (1 - pe) ** 2)
                se = mp.sqrt(fm(v))
                ex.update(kappa=ka, se=se, lower=fm(ka) - zM * se, upper=fm(ka) + zM * se, se0=mp.sqrt(fm(v0)), se_cohen_1960=mp.sqrt(fm(po * (1 - po) / (n * (1 - pe) ** 2))))
                r = cohens_kappa(np.array(t))
                for a, b in ((ka, r.kappa), (v, r.var_kappa), (v0, r.var_kappa0), (ex["lower"], r.kappa_low), (ex["upper"], r.kappa_upp)):
                    near(a, b, 1e-9, 1e-12)
                a, b = zip(*[(i, j) for i in range(k) for j in range(k) for _ in range(t[i][j])])
                near(ka, cohen_kappa_score(a, b), 1e-9, 1e-12)
                how = ["cohens_kappa statsmodels 0.15.0 (kappa, se, interval, se0)", "cohen_kappa_score scikit-learn 1.9.1"]
        c = dict(name=name, kind="kappa", source=src + "exact fractions; se: Fleiss, Cohen & Everitt 1969 (statsmodels std_kappa)" + ("; confirmed by " + ", ".join(how) if how else ""), data=dict(table=t), expect=ex)
        if pub:
            c["published"] = pub
            for key, v in pub.items():
                got = fm(ex["kappa"]) / ex["se0"] if key == "z0" else ex[key]
                near(got, v, 0, 5.1e-8 if name.endswith("2_3") else 5.1e-4 if name.endswith("1960") else 5.1e-5)
        cases.append(c)

    def cut(v, p):
        return None if rng.random() < p else int(v)

    def seeded(c, u, top, noise, miss):
        base = rng.integers(1, top + 1, u)
        return [[cut(np.clip(b + (rng.integers(-2, 3) if rng.random() < noise else 0), 1, top), miss) for b in base] for _ in range(c)]

    let = lambda s: [ord(ch) - 96 for ch in s]
    kri = [
        ("krippendorff_2011_missing", [[1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3], [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N]],
         "Krippendorff 2011 Computing Krippendorff's Alpha-Reliability, example C; ", dict(nominal=0.743, ordinal=0.815, interval=0.849)),
        ("krippendorff_2011_binary", [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]], "same, example A; ", dict(nominal=0.095)),
        ("krippendorff_2011_nominal", [let("aabbdcccedda"), let("babbbccceddd")], "same, example B (letters as 1..5); ", dict(nominal=0.692)),
        ("krippendorff_package_doc", [[N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3], [1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N], [N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4]],
         "documentation of krippendorff 0.9.0; ", dict(nominal=0.691358, interval=0.810845)),
        ("seeded_3_20", seeded(3, 20, 5, 0.4, 0.1), "", None),
        ("seeded_2_30_no_missing", seeded(2, 30, 4, 0.5, 0.0), "", None),
        ("seeded_5_15_gappy", seeded(5, 15, 7, 0.5, 0.35), "", None),
        ("two_values_far_apart", [[1, 1, 10, 10, 1], [1, 10, 10, 10, 1]], "", None),
        ("one_value_only", [[2, 2, 2], [2, 2, N]], "no expected disagreement: undefined; ", None),
        ("nothing_pairable", [[1, N, 3], [N, 2, N]], "no unit with two ratings: undefined; ", None),
        ("one_coder", [[1, 2, 3]], "no unit with two ratings: undefined; ", None),
    ]
    for name, R, src, pub in kri:
        ex, how = {}, set()
        for level in ("nominal", "ordinal", "interval"):
            ex[level], n = kripp_exact(R, level)
            if ex[level] is not None:
                near(ex[level], krippendorff.alpha(reliability_data=[[np.nan if v is None else v for v in r] for r in R], level_of_measurement=level), 1e-9, 1e-12)
                how.add("krippendorff 0.9.0")
        ex["pairable"] = n
        c = dict(name=name, kind="krippendorff", source=src + "exact fractions" + ("; confirmed by " + ", ".join(how) if how else ""), data=dict(ratings=R), expect=ex)
        if pub:
            c["published"] = pub
            for key, v in pub.items():
                near(ex[key], v, 0, 5.1e-7 if name.endswith("doc") else 5.1e-4)
        cases.append(c)
    write("coders", cases)


# ---------------------------------------------------------------- noncentral t


@topic
def nct():
    from scipy import stats

    dfs, deltas = [1, 2, 4, 9, 29, 100, 500], [-4, -1, 0, 0.5, 2, 5, 10]
    ts = [-6.0, -2.0, -0.4, 0.0, 1.3, 3.5, 9.0, 25.0]
    pts = []
    for i, df in enumerate(dfs):
        for j, d in enumerate(deltas):
            near_ = round(d * 1.1 + 0.3, 3)
            for t in (near_, ts[(i + 3 * j) % 8], ts[(i + 3 * j + 4) % 8]):
                pts.append((t, df, d))
    pts = sorted(set(pts), key=lambda p: (p[1], p[2], p[0]))
    bad, bad_tail, cases = [], [], []
    for t, df, d in pts:
        with mp.workdps(32):
            lo, up = m_nct(t, df, d), m_nct(t, df, d, upper=True)
            assert abs(lo + up - 1) < mp.mpf(10) ** -22, (t, df, d, lo + up - 1)
        with mp.workdps(26):
            for v, w in ((lo, m_nct(t, df, d)), (up, m_nct(t, df, d, upper=True))):
                assert abs(v / w - 1) < mp.mpf(10) ** -17, (t, df, d, v, w)
        near(lo, f_nct(t, df, d), 1e-6, 1e-9)
        s, u = stats.nct.cdf(t, df, d), stats.nct.sf(t, df, d)
        if not (abs(s - float(lo)) <= 1e-10):
            bad.append([t, df, d, None if math.isnan(s) else s])
        if float(lo) > 0 and not (abs(s / float(lo) - 1) < 1e-7) or float(up) > 0 and not (abs(u / float(up) - 1) < 1e-7):
            bad_tail.append((t, df, d, float(lo), float(s), float(up), float(u)))
        cases.append(dict(name=f"t{t}_df{df}_delta{d}", source="mpmath 1.4.1, integral of the definition, 32 digits; cdf + sf = 1 to 1e-22, each within 1e-17 relative of a run with 26 digits", data=dict(t=t, df=df, delta=d), expect=dict(cdf=lo, sf=up)))
    print("  nct: scipy off by more than 1e-10 (or nan):", bad)
    print("  nct: scipy relative error in a tail above 1e-7:", len(bad_tail), bad_tail[:6])
    write("nct", cases, note="scipy.stats.nct 1.17.1 differs by more than 1e-10 absolute (null = nan) at [t, df, delta, scipy]: " + json.dumps(plain(bad)))


# ---------------------------------------------------------------- power


@topic
def power():
    from scipy import optimize, stats
    from statsmodels.stats.power import TTestIndPower, TTestPower

    def solve(scale, df, alpha, want):
        tc = m_t_ppf(1 - alpha / 2, df)
        f64 = lambda e: 1 - f_nct(float(tc), df, e * scale) + f_nct(-float(tc), df, e * scale) - float(want)
        e0 = optimize.brentq(f64, 1e-6, 200 / scale, xtol=1e-12)
        with mp.workdps(30):
            g = lambda e: m_nct(tc, df, e * scale, upper=True) + m_nct(-tc, df, e * scale) - fm(want)
            return root(g, e0, rel=mp.mpf(10) ** -18)

    cases = []
    for n in (2, 3, 5, 10, 30, 60, 180, 400):
        for want in (Fr(4, 5),) if n != 30 else (Fr(4, 5), Fr(9, 10)):
            e = solve(math.sqrt(n), n - 1, Fr(1, 20), want)
            # power at the answer; solve_power itself stops about 1e-6 early now and then
            near(TTestPower().power(float(e), n, 0.05, alternative="two-sided"), want, 1e-9)
            near(np.ravel(TTestPower().solve_power(effect_size=None, nobs=n, alpha=0.05, power=float(want), alternative="two-sided"))[0], e, 1e-5)
            how = "; confirmed by TTestPower statsmodels 0.15.0 (power to 1e-9, solve_power to 1e-5)"
            cases.append(dict(name=f"pairs_{n}_power_{float(want)}", kind="paired", source="mpmath noncentral t, both tails counted" + how,
                              data=dict(n=n, alpha=0.05, power=float(want)), expect=dict(effect=e)))
    cases.append(dict(name="pairs_1", kind="paired", source="undefined below two pairs", data=dict(n=1, alpha=0.05, power=0.8), expect=dict(effect=None)))
    for a, b in ((2, 2), (5, 8), (15, 15), (20, 60), (64, 64), (180, 180), (357, 357), (400, 100)):
        e = solve(math.sqrt(a * b / (a + b)), a + b - 2, Fr(1, 20), Fr(4, 5))
        near(TTestIndPower().power(float(e), a, 0.05, ratio=b / a, alternative="two-sided"), Fr(4, 5), 1e-9)
        near(np.ravel(TTestIndPower().solve_power(effect_size=None, nobs1=a, ratio=b / a, alpha=0.05, power=0.8, alternative="two-sided"))[0], e, 1e-5)
        how = "; confirmed by TTestIndPower statsmodels 0.15.0 (power to 1e-9, solve_power to 1e-5)"
        cases.append(dict(name=f"arms_{a}_{b}", kind="two_arms", source="mpmath noncentral t, both tails counted" + how,
                          data=dict(n_a=a, n_b=b, alpha=0.05, power=0.8), expect=dict(effect=e)))
    get = lambda nm: float(next(c for c in cases if c["name"] == nm)["expect"]["effect"])
    assert round(get("pairs_30_power_0.8"), 2) == 0.53 and round(get("pairs_180_power_0.8"), 2) == 0.21 and round(get("arms_357_357"), 2) == 0.21
    # the smallest n whose detectable effect is at most 0.21
    for kind, f in (("paired", lambda n: (math.sqrt(n), n - 1)), ("two_arms", lambda n: (math.sqrt(n / 2), 2 * n - 2))):
        pw = lambda n: (lambda sc, df: 1 - f_nct(stats.t.ppf(0.975, df), df, 0.21 * sc) + f_nct(-stats.t.ppf(0.975, df), df, 0.21 * sc))(*f(n))
        n = next(n for n in range(50, 1000) if pw(n) >= 0.8)
        cases.append(dict(name=f"smallest_n_for_0.21_{kind}", kind=f"smallest_n_{kind}", source="Gauss-Legendre on the definition; 180 pairs, 357 per arm",
                          data=dict(effect=0.21, alpha=0.05, power=0.8), expect=dict(n=n)))
        assert n == {"paired": 180, "two_arms": 357}[kind], (kind, n)
    write("power", cases)


# ---------------------------------------------------------------- NPS


@topic
def nps():
    sets = [
        ("mixed", [0, 1, 0, 2, 0, 3, 4, 8, 12, 9, 6]), ("one_promoter", [0] * 10 + [1]), ("one_detractor", [1] + [0] * 10), ("one_passive", [0] * 7 + [1] + [0] * 3),
        ("all_promoters_20", [0] * 9 + [10, 10]), ("all_detractors_20", [5, 0, 3, 0, 2, 0, 10, 0, 0, 0, 0]), ("balanced", [0, 0, 0, 0, 0, 5, 0, 0, 0, 5, 0]),
        ("all_passive_12", [0] * 7 + [6, 6, 0, 0]), ("large", [12, 3, 4, 8, 10, 40, 61, 133, 240, 310, 287]), ("none", [0] * 11),
    ]
    cases = []
    for name, c in sets:
        n, d, p = sum(c), sum(c[:7]), c[9] + c[10]
        ex = dict(n=n, promoters=p, passives=c[7] + c[8], detractors=d, score=None, se=None, lower=None, upper=None)
        if n:
            P, D = Fr(p, n), Fr(d, n)
            sc, v = P - D, (P + D - (P - D) ** 2) / n
            m = n + 3
            P2, D2 = (p + Fr(3, 4)) / m, (d + Fr(3, 4)) / m
            mid, half = fm(P2 - D2), zM * mp.sqrt(fm((P2 + D2 - (P2 - D2) ** 2) / m))
            ex.update(score=100 * sc, se=100 * mp.sqrt(fm(v)), lower=max(mp.mpf(-100), 100 * (mid - half)), upper=min(mp.mpf(100), 100 * (mid + half)))
        cases.append(dict(name=name, source="definition (adjusted Wald, Rocks 2016; convention of the documentation), exact fractions; no package", data=dict(counts=c), expect=ex))
    write("nps", cases)


# ---------------------------------------------------------------- quantiles

NUMPY_TYPES = ["inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased"]


def hf(xs, p, kind):
    """Hyndman & Fan 1996 in exact fractions; xs sorted."""
    n = len(xs)
    at = lambda j: xs[min(max(j, 1), n) - 1]
    if kind <= 3:
        m = Fr(-1, 2) if kind == 3 else Fr(0)
        j = math.floor(n * p + m)
        g = n * p + m - j
        if kind == 1:
            w = Fr(int(g > 0))
        elif kind == 2:
            w = Fr(1) if g > 0 else Fr(1, 2)
        else:
            w = Fr(0) if g == 0 and j % 2 == 0 else Fr(1)
    else:
        a, b = {4: (0, 1), 5: (Fr(1, 2), Fr(1, 2)), 6: (0, 0), 7: (1, 1), 8: (Fr(1, 3), Fr(1, 3)), 9: (Fr(3, 8), Fr(3, 8))}[kind]
        h = a + p * (n + 1 - a - b)
        j = math.floor(h)
        w = h - j
    return (1 - w) * at(j) + w * at(j + 1)


@topic
def quantiles():
    rng = np.random.default_rng(141)
    sets = [
        ("one_to_ten", list(range(1, 11))), ("one_value", [7]), ("two_values", [2, 9]), ("five", [15, 20, 35, 40, 50]),
        ("likert_ties", sorted(ints(rng.integers(1, 6, 23)))), ("seeded_floats_17", [round(float(x), 3) for x in rng.normal(10, 3, 17)]), ("negative_unsorted", [3, -8, 0, 12, -8, 5]),
    ]
    ps = [0, 0.01, 0.1, 0.25, 0.3, 0.5, 0.6, 0.75, 0.9, 0.975, 1]
    cases, off = [], []
    for name, xs in sets:
        ex = {}
        s = sorted(Fr(str(x)) for x in xs)
        for k in range(1, 10):
            row = []
            for p in ps:
                v = hf(s, Fr(str(p)), k)
                w = np.quantile(np.array(xs, float), p, method=NUMPY_TYPES[k - 1])
                if abs(float(v) - w) > 1e-9 * max(1, abs(float(v))):
                    off.append((name, k, p, float(v), float(w)))
                row.append(v)
            ex[k] = row
        cases.append(dict(name=name, source="Hyndman & Fan 1996 in exact fractions, p read as the decimal; confirmed by quantile numpy 2.4.6", data=dict(values=xs, p=ps), expect=ex))
    print("  quantiles: numpy differs at", off)
    for c in cases:
        d = [[k, p, w] for nm, k, p, _, w in off if nm == c["name"]]
        if d:
            c["source"] += "; numpy differs at [type, p, numpy] " + json.dumps(d)
    cases.append(dict(name="empty", source="nothing to take a quantile of", data=dict(values=[], p=ps), expect={k: [None] * len(ps) for k in range(1, 10)}))
    write("quantiles", cases)


# ---------------------------------------------------------------- GAS, RCI


@topic
def gas():
    sets = [
        ("all_at_expected", [[1, 0], [1, 0], [1, 0]], 0.3), ("one_goal_plus_one", [[1, 1]], 0.3), ("one_goal_weight_7_plus_one", [[7, 1]], 0.3), ("one_goal_minus_two", [[2, -2]], 0.3),
        ("two_goals_plus_one_each", [[1, 1], [1, 1]], 0.3), ("three_equal", [[1, 1], [1, 0], [1, -1]], 0.3), ("four_mixed_weights", [[3, 1], [2, -1], [1, 2], [4, 0]], 0.3),
        ("fractional_weights", [[0.5, 2], [1.5, -1], [2.25, 1]], 0.3), ("five_all_best", [[1, 2]] * 5, 0.3), ("five_all_worst", [[1, -2]] * 5, 0.3), ("rho_0", [[1, 1], [2, 1]], 0.0), ("rho_1", [[1, 1], [2, -1]], 1.0),
        ("weights_zero", [[0, 1], [0, 2]], 0.3), ("no_goals", [], 0.3),
    ]
    cases = []
    for name, goals, rho in sets:
        w, x, r = [Fr(str(g[0])) for g in goals], [Fr(g[1]) for g in goals], Fr(str(rho))
        den = (1 - r) * sum(v * v for v in w) + r * sum(w) ** 2
        t = 50 + 10 * fm(Fr(sum(a * b for a, b in zip(w, x)))) / mp.sqrt(fm(Fr(den))) if den else None
        if goals and len(set(w)) == 1 and t is not None:  # Kiresuk & Sherman's short form for equal weights
            n = len(goals)
            near(t, 50 + 10 * fm(sum(x)) / mp.sqrt(fm(n - r * n + r * n * n)), 1e-14)
        cases.append(dict(name=name, source="Kiresuk & Sherman 1968 formula, mpmath; no package" + (" (50 by definition)" if name == "all_at_expected" else ""), data=dict(goals=goals, rho=rho), expect=dict(t=t)))
    people = [[[1, 0], [1, 1]], [[2, 1], [1, 0], [1, -1]], [[1, 2], [3, 1]], [[1, -1], [1, 0]], [[1, 1]]]
    ts = []
    for g in people:
        w, x = [Fr(a) for a, _ in g], [Fr(b) for _, b in g]
        ts.append(50 + 10 * fm(sum(a * b for a, b in zip(w, x))) / mp.sqrt(fm(Fr(7, 10) * sum(a * a for a in w) + Fr(3, 10) * sum(w) ** 2)))
    m = sum(ts) / 5
    sd = mp.sqrt(sum((t - m) ** 2 for t in ts) / 4)
    half = m_t_ppf(P975, 4) * sd / mp.sqrt(5)
    cases.append(dict(name="mean_over_five_mentees", source="same, mean T with its t interval (ddof 1), mpmath", data=dict(mentees=people, rho=0.3), expect=dict(t=ts, mean=m, sd=sd, lower=m - half, upper=m + half)))
    write("gas", cases)


@topic
def rci():
    rng = np.random.default_rng(151)
    pre = ints(rng.integers(10, 40, 24))
    post = [int(np.clip(p + rng.integers(-9, 15), 0, 50)) for p in pre]
    sets = [
        ("jacobson_truax_1991", [32.5], [47.5], 7.5, 0.80, "Jacobson & Truax 1991 worked example: S_E 3.35, S_diff 4.74, RC 3.16; ", dict(s_diff=4.74, rci=3.16)),
        ("seeded_24", pre, post, 7.1, 0.84, "", None),
        ("on_the_threshold", [0, 0, 0, 0, 0], [196, 197, -196, -197, 0], 100, 0.5, "S_diff is exactly 100: 1.96 itself is unchanged; ", None),
        ("reliability_zero", [10, 10, 10], [20, 13, 4], 3.0, 0.0, "", None),
        ("reliability_one", [10, 10], [12, 10], 3.0, 1.0, "S_diff is 0: undefined; ", None),
        ("sd_zero", [10, 10], [12, 10], 0.0, 0.8, "S_diff is 0: undefined; ", None),
        ("nobody", [], [], 3.0, 0.8, "", None),
    ]
    cases = []
    for name, a, b, sd, rel, src, pub in sets:
        d = [Fr(str(y)) - Fr(str(x)) for x, y in zip(a, b)]
        s2 = 2 * Fr(str(sd)) ** 2 * (1 - Fr(str(rel)))
        ex = dict(s_diff=mp.sqrt(fm(s2)), rci=None, improved=None, unchanged=None, deteriorated=None)
        if s2:
            lim = Fr("1.96") ** 2 * s2
            up, dn = sum(1 for x in d if x > 0 and x * x > lim), sum(1 for x in d if x < 0 and x * x > lim)
            ex.update(rci=[fm(x) / ex["s_diff"] for x in d], improved=up, unchanged=len(d) - up - dn, deteriorated=dn)
        c = dict(name=name, source=src + "Jacobson & Truax 1991 formula, exact threshold 1.96, higher is better; no package", data=dict(pre=a, post=b, sd_pre=sd, reliability=rel), expect=ex)
        if pub:
            c["published"] = pub
            near(ex["s_diff"], pub["s_diff"], 0, 5.1e-3)
            near(ex["rci"][0], pub["rci"], 0, 6e-3)
        cases.append(c)
    write("rci", cases)


# ---------------------------------------------------------------- distributions


@topic
def distributions():
    from scipy import stats

    ps = [1e-300, 1e-30, 1e-12, 1e-6, 0.001, 0.025, 0.1, 0.3, 0.5, 0.8, 0.95, 0.975, 0.999, 0.999999, 1 - 2.0 ** -40]
    few = [1e-12, 0.001, 0.025, 0.5, 0.9, 0.975, 0.999999]
    cases, off = [], []
    src = "mpmath 1.4.1, 40 digits; scipy 1.17.1 agrees to 1e-9 relative unless listed in `scipy_differs`"

    def add(name, pts, keys, fs, ref, exact_p=False):
        out, diff = {k: [] for k in keys}, []
        for pt in pts:
            for k, f, r in zip(keys, fs, ref):
                v = f(*pt)
                w = float(r(*pt))
                out[k].append(v)
                if not abs(w - float(v)) <= 1e-9 * abs(float(v)) + 1e-300:
                    diff.append([list(pt), k, None if math.isnan(w) else w])
        c = dict(name=name, source=src, data=dict(points=[list(p) for p in pts]), expect=out)
        if diff:
            c["scipy_differs"] = diff
            off.append((name, diff))
        cases.append(c)

    zs = [-37.0, -20.0, -10.0, -6.0, -3.0, -1.96, -0.5, 0.0, 1e-8, 0.5, 1.0, 1.959963984540054, 3.0, 6.0, 8.0, 15.0, 30.0]
    add("normal_cdf", [(z,) for z in zs], ["cdf", "sf"], [lambda z: mp.ncdf(mp.mpf(z)), lambda z: mp.ncdf(-mp.mpf(z))], [stats.norm.cdf, stats.norm.sf])
    add("normal_quantile", [(p,) for p in ps], ["quantile"], [lambda p: m_norm_ppf(Fr(p))], [stats.norm.ppf])
    dft = [1, 2, 3, 5, 9.5, 30, 100, 1000, 100000]
    tt = [-50.0, -8.0, -2.0, -0.3, 0.0, 0.7, 2.5, 12.0, 300.0]
    add("t_cdf", [(t, d) for i, d in enumerate(dft) for t in (tt if d in (1, 5, 30) else tt[i % 2 :: 2])], ["cdf", "sf"],
        [lambda t, d: m_t_sf(-mp.mpf(t), d) if t > 0 else m_t_sf(abs(mp.mpf(t)), d), lambda t, d: m_t_sf(t, d)], [stats.t.cdf, stats.t.sf])
    for c in cases[-1:]:  # lower tail of positive t is 1 - sf
        c["expect"]["cdf"] = [1 - m_t_sf(t, d) if t > 0 else v for (t, d), v in zip(c["data"]["points"], c["expect"]["cdf"])]
    add("t_quantile", [(p, d) for d in dft for p in (ps[1:] if d in (4, 30) else few)], ["quantile"], [lambda p, d: m_t_ppf(Fr(p), d)], [stats.t.ppf])
    ks = [1, 2, 3, 10, 57, 400]
    add("chi2_cdf", [(x, k) for k in ks for x in (0.0001 * k, 0.3 * k, 1.0 * k, 2.5 * k, 200.0 + 3 * k)], ["cdf", "sf"], [m_chi2_cdf, m_chi2_sf], [stats.chi2.cdf, stats.chi2.sf])
    add("chi2_quantile", [(p, k) for k in ks for p in few], ["quantile"], [lambda p, k: m_chi2_ppf(Fr(p), k)], [stats.chi2.ppf])
    ff = [(1, 1), (1, 10), (2, 7), (5, 2), (9, 36), (29, 174), (59, 531), (200, 3)]
    add("f_cdf", [(x, a, b) for a, b in ff for x in (0.001, 0.4, 1.0, 2.7, 40.0)], ["cdf", "sf"], [m_f_cdf, m_f_sf], [stats.f.cdf, stats.f.sf])
    add("f_quantile", [(p, a, b) for a, b in ff for p in few], ["quantile"], [lambda p, a, b: m_f_ppf(Fr(p), a, b)], [stats.f.ppf])
    bb = [(0.5, 0.5), (1, 20), (20, 1), (3, 8), (81, 183), (0.5, 40), (1000, 1)]
    add("beta_cdf", [(x, a, b) for a, b in bb for x in (0.0001, 0.05, 0.3, 0.5, 0.9, 0.9999)], ["cdf", "sf"],
        [lambda x, a, b: m_beta_cdf(mp.mpf(x), a, b), lambda x, a, b: m_beta_cdf(1 - mp.mpf(x), b, a)], [stats.beta.cdf, stats.beta.sf])
    add("beta_quantile", [(p, a, b) for a, b in bb for p in few], ["quantile"], [lambda p, a, b: m_beta_ppf(Fr(p), a, b)], [stats.beta.ppf])
    for nm, d in off:
        print("  distributions: scipy differs", nm, d[:4])
    write("distributions", cases)


# ---------------------------------------------------------------- main


def main():
    want = sys.argv[1:] or list(TOPICS)
    for name in want:
        TOPICS[name]()


if __name__ == "__main__":
    main()
