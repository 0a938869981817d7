#!/usr/bin/env python3
"""Fits the weights in this folder.

usage: fit.py EVAL [half]

EVAL holds `gold.json`, `score.py` and `texts/`; `examples/examples.rs` prints what daybrief sees in them. With `half`, 0
or 1, the weights are fitted on one half of the articles only, so that the other half's figures are honest; without, on
all. Needs numpy and scipy, and `cargo build --release --example examples` before. Run it from the project's root.

`quoted` is a logistic regression; `speaker` and `antecedent` are softmax regressions over the candidates of a quote or
pronoun; all with a quadratic penalty, chosen by cross-validation. The features are the combinations below of the
categories in `digest/quotes/judge.rs`, `digest/speakers/ranking.rs` and `digest/speakers/antecedents.rs`.
"""
import hashlib
import json
import subprocess
import sys

import numpy as np
from scipy.optimize import minimize

DATA = sys.argv[1].rstrip("/") + "/"
WEIGHTS = "src/rules/weights/"
sys.path.insert(0, DATA)
import score  # noqa: E402

QUOTED = [
    "length", "before", "after", "end", "case", "speech", "cue", "company", "closed", "length cue", "length case",
    "before length", "before cue", "length end", "after end", "length speech",
]
SPEAKER = [
    "place", "kind", "tie", "side", "gap", "between", "before", "after", "turn", "chain", "form", "named",
    "salience", "first", "tie side", "kind tie", "place gap", "place form", "turn chain form", "kind place",
    "place after", "place before", "tie gap", "turn alone", "turn place", "named turn", "kind voice", "first place",
    "place between", "form chain place", "kind salience", "side form", "tie form", "place end", "kind before",
]
ANTECEDENT = [
    "distance", "block", "rank", "gender", "count", "chain", "turn", "way", "first", "total", "named", "chain turn",
    "rank total", "way first", "distance first", "gender rank", "turn rank", "count rank",
]

gold = {a["file"]: a for a in json.load(open(DATA + "gold.json", encoding="utf8"))["articles"]}


def half(file):
    return hashlib.md5(file.encode()).digest()[0] % 2


def dump():
    """what daybrief sees in each article, with the weights as they stand"""
    command = ["target/release/examples/examples"] + [DATA + file for file in gold]
    out = {}
    for line in subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines():
        seen = json.loads(line)
        known = out.setdefault(seen["source"][len(DATA):], seen)
        if known is not seen:
            for key in ("spans", "quotes", "pronouns"):
                known[key] += seen[key]
    return out


class Encoder:
    """combinations of categories as indices of weights"""

    def __init__(self, name, combinations):
        self.path = WEIGHTS + name + ".txt"
        line = next(line for line in open(self.path) if line.startswith("fields "))
        self.size = {f.split("=")[0]: int(f.split("=")[1]) for f in line.split()[1:]}
        self.names = list(self.size)
        self.tables = [c.split() for c in combinations]
        counts = [int(np.prod([self.size[f] for f in table])) for table in self.tables]
        self.offsets = np.concatenate([[0], np.cumsum(counts)]).tolist()

    def rows(self, values):
        values = np.asarray(values)
        out = np.empty((len(values), len(self.tables)), int)
        for k, table in enumerate(self.tables):
            code = np.zeros(len(values), int)
            for f in table:
                code = code * self.size[f] + np.minimum(values[:, self.names.index(f)], self.size[f] - 1)
            out[:, k] = code + self.offsets[k]
        return out

    def write(self, weights, head):
        with open(self.path, "w") as out:
            out.write("# %s\n# Fitted by fit.py in this folder on annotated news articles; " % head)
            out.write("the file holds weights of categories only, no words.\n")
            out.write("fields " + " ".join("%s=%d" % f for f in self.size.items()) + "\n")
            for k, table in enumerate(self.tables):
                part = weights[self.offsets[k]:self.offsets[k + 1]]
                numbers = ("%.2f" % (w if abs(w) >= 0.005 else 0) for w in part)
                out.write(" ".join(table) + " | " + " ".join(n.rstrip("0").rstrip(".") for n in numbers) + "\n")


def fit(encoder, penalty, loss):
    def penalised(w):
        value, slope = loss(w)
        return value + penalty * (w * w).sum(), slope + 2 * penalty * w

    start = np.zeros(encoder.offsets[-1])
    return minimize(penalised, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def fit_softmax(encoder, groups, penalty):
    """groups: (values of the candidates, which of them are right)"""
    groups = [g for g in groups if g[1].any()]
    x = np.concatenate([encoder.rows(v) for v, _ in groups])
    right = np.concatenate([r for _, r in groups]).astype(bool)
    sizes = np.array([len(r) for _, r in groups])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(w):
        s = w[x].sum(1)
        e = np.exp(s - np.maximum.reduceat(s, starts)[group])
        z, p = np.add.reduceat(e, starts), np.add.reduceat(e * right, starts)
        d = e / z[group] - e * right / p[group]
        return (np.log(z) - np.log(p)).sum(), np.bincount(x.ravel(), np.repeat(d, x.shape[1]), len(w))

    return fit(encoder, penalty, loss)


def fit_logistic(encoder, values, right, penalty):
    x = encoder.rows(values)

    def loss(w):
        p = 1 / (1 + np.exp(-w[x].sum(1)))
        value = -(right * np.log(p + 1e-9) + (1 - right) * np.log(1 - p + 1e-9)).sum()
        return value, np.bincount(x.ravel(), np.repeat(p - right, x.shape[1]), len(w))

    return fit(encoder, penalty, loss)


def gold_quote(quotes, span):
    """the gold quote that a span overlaps by 80 %"""
    def overlap(q):
        both = min(q["span"][1], span[1]) - max(q["span"][0], span[0])
        return both / (max(q["span"][1], span[1]) - min(q["span"][0], span[0]))

    return next((q for q in quotes if overlap(q) >= 0.8), None)


def antecedent_groups(seen):
    for file, d in seen.items():
        named = {h[0]: s["name"] for q in gold[file]["quotes"] for s in q["speakers"][:1]
                 if s["type"] == "pronoun" and s["name"] for h in s["head"]}
        for p in d["pronouns"]:
            name = named.get(p["span"][0])
            if name and p["people"]:
                right = np.array([score.same_name(person, name) for person, _ in p["people"]])
                yield np.array([v for _, v in p["people"]]), right


def speaker_groups(seen):
    for file, d in seen.items():
        for q in d["quotes"]:
            match = gold_quote(gold[file]["quotes"], q["span"])
            if match and match["speakers"] and q["candidates"]:
                heads = [h for s in match["speakers"] for h in s["head"]]
                touch = np.array([any(c[0] < e and c[1] > s for s, e in heads) for c in q["candidates"]])
                yield np.array([c[4] for c in q["candidates"]]), touch


def quoted_rows(seen):
    values, right = [], []
    for file, d in seen.items():
        for start, end, v in d["spans"]:
            match = gold_quote(gold[file]["quotes"], [start, end])
            never_scored = any(a < end and start < b for a, b in gold[file]["ignore"])
            if v[0] > 1 and (match or not never_scored):
                values.append(v)
                right.append(match is not None)
    return np.array(values), np.array(right, float)


def figures(seen):
    rows = {0: [], 1: []}
    for file, g in gold.items():
        found, _ = score.score_article(g, seen[file]["digest"], score.Text(DATA + file), lambda _: None)
        rows[half(file)] += found
    for h in (0, 1):
        f = score.figures(rows[h])
        shown = [100 * f[k][2] for k in ("detection", "e2e_strict", "e2e_resolved")]
        print("half %d: detection %.1f, end to end strict %.1f, resolved %.1f" % (h, *shown))


def main():
    chosen = int(sys.argv[2]) if len(sys.argv) > 2 else None

    def see():
        return {f: d for f, d in dump().items() if chosen is None or half(f) == chosen}

    seen = see()
    encoder = Encoder("antecedent", ANTECEDENT)
    encoder.write(fit_softmax(encoder, list(antecedent_groups(seen)), 1), "Whom does `he` or `she` mean?")
    encoder = Encoder("quoted", QUOTED)
    encoder.write(fit_logistic(encoder, *quoted_rows(seen), 0.7), "Is a span between marks what somebody said?")
    encoder = Encoder("speaker", SPEAKER)
    for _ in range(2):  # whose turn it is depends on the weights
        encoder.write(fit_softmax(encoder, list(speaker_groups(see())), 2), "Which mention is the speaker of a quote?")
    figures(dump())


main()
