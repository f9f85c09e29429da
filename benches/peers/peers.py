"""Solvers of other languages on the instances that `cargo bench --bench assignment -- --write DIRECTORY` wrote.

    python3 -m venv venv
    venv/bin/pip install numpy scipy lapx laprust lapcpp lapjv fastlap ortools pylmcf   # `lap` excludes `lapx`: same module
    OMP_NUM_THREADS=1 venv/bin/python benches/peers/peers.py DIRECTORY [NAME] [SOLVER]

One line for each solver on each instance whose name holds NAME (with `=` before it, is NAME): instance, solver, seconds on
the clock, seconds of processor, pairs, total, separated by tabs. Seconds are the fewest of three solves in a process of
their own, of the solve alone: the solver's own form of the instance is ready before. As everywhere: most pairs, then the
largest total.
"""

import contextlib
import json
import multiprocessing
import os
import pathlib
import queue
import sys
import time

import numpy as np

RUNS = int(os.environ.get("RUNS", 3))
LIMIT = float(os.environ.get("LIMIT", 120))  # Seconds for a solver's runs on an instance, with its preparation.


class Instance:
    def __init__(self, header):
        self.__dict__ |= json.loads(header.read_text())
        numbers = np.fromfile(header.with_suffix(".i32"), dtype="<i4")
        self.places, self.minimums = np.array(self.places), np.array(self.minimums)
        if self.kind == "table":
            self.table = numbers.reshape(self.rows, self.columns)
        else:
            self.row, self.column, self.weight = np.ascontiguousarray(numbers.reshape(-1, 3).T)

    def slots(self):
        """The column of each place, and the table with a column repeated for each of its places."""
        if self.places.max() == 1:
            return np.arange(self.columns), self.table
        column_of = np.repeat(np.arange(self.columns), self.places)
        return column_of, self.table[:, column_of]

    def listed(self):
        if self.kind == "list":
            return self.row, self.column, self.weight
        row, column = np.divmod(np.arange(self.rows * self.columns, dtype=np.int32), self.columns)
        return row, column, self.table.ravel()

    def objective(self, rows, columns):
        """Pairs and total of an answer, after a check that it keeps the rules."""
        assert len(np.unique(rows)) == len(rows), "a row is used twice"
        used = np.bincount(columns, minlength=self.columns)
        assert (used <= self.places).all() and (used >= self.minimums).all(), "a column's places are not kept"
        if self.kind == "table":
            return len(rows), int(self.table[rows, columns].sum(dtype=np.int64))
        key, asked = (row.astype(np.int64) * self.columns + column for row, column in ((self.row, self.column), (rows, columns)))
        at = np.searchsorted(key, asked)
        assert (key[at] == asked).all(), "a pair that does not exist"
        return len(rows), int(self.weight[at].sum(dtype=np.int64))


def dense(solve, dtype=np.float64, square=False):
    """A solver of tables of costs: `solve(costs)` tells the rows and the slots it pairs."""

    def ready(instance):
        if instance.kind != "table":
            return None
        column_of, weights = instance.slots()
        rows, slots = weights.shape
        costs = np.zeros((max(rows, slots),) * 2 if square else (rows, slots), dtype)
        np.negative(weights, out=costs[:rows, :slots], casting="unsafe")

        def answer(found):
            row, slot = (np.asarray(part, np.int64) for part in found)
            real = (row >= 0) & (row < rows) & (slot >= 0) & (slot < slots)
            return row[real], column_of[slot[real]]

        return lambda: solve(costs), answer

    return ready


def numbered(slot_of):
    return np.arange(len(slot_of)), [-1 if slot is None else slot for slot in slot_of]


def scipy_dense(costs):
    from scipy.optimize import linear_sum_assignment

    return linear_sum_assignment(costs)


def lapx(function):
    """`lapjvx` and its like: two arrays; `lapjv`: the column of each row."""

    def solve(costs):
        import lap

        if function == "lapjv":
            return numbered(lap.lapjv(costs, extend_cost=True, return_cost=False)[0])
        if function == "lapjvc":
            return lap.lapjvc(costs, return_cost=False)
        return getattr(lap, function)(costs, extend_cost=True, return_cost=False)

    return solve


def native(module):
    def solve(costs):
        return __import__(module).lapjv(costs, extend_cost=True, return_cost=False)

    return solve


def src_lapjv(costs):
    import lapjv

    return numbered(lapjv.lapjv(costs)[0])


def fastlap(algorithm):
    def solve(costs):
        import fastlap

        return numbered(fastlap.solve_lap(costs, algorithm=algorithm)[1])

    return solve


def padded(instance):
    """A list that matches everybody: each row has a column of its own, dearer than any exchange can win."""
    row, column, weight = instance.row, instance.column, instance.weight.astype(np.int64)
    top = weight.max() + 1
    alone = 2 * top * min(instance.rows, 1000)  # Paths of exchanges are far shorter than this; `objective` shows it.
    own = np.arange(instance.rows, dtype=np.int32)
    return (
        np.concatenate([row, own]),
        np.concatenate([column, instance.columns + own]),
        np.concatenate([top - weight, np.full(instance.rows, alone)]),
    )


def whole(instance):
    return instance.name.startswith("sparse uniform")


def sparse_scipy(instance):
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    if instance.kind != "list" or instance.places.max() > 1:
        return None
    if whole(instance):
        row, column, cost = instance.row, instance.column, instance.weight.max() + 1 - instance.weight
        width = instance.columns
    else:
        row, column, cost = padded(instance)
        width = instance.columns + instance.rows
    graph = csr_array((cost.astype(np.float64), (row, column)), shape=(instance.rows, width))

    def answer(found):
        real = found[1] < instance.columns
        return found[0][real], found[1][real]

    return lambda: min_weight_full_bipartite_matching(graph), answer


def sparse_ortools(instance):
    """Cost scaling of `ortools`, for as many rows as columns: of tables, and of lists in two halves, the second of
    which is the first turned over, so that who stays alone on one side does so on the other."""
    from ortools.graph.python import linear_sum_assignment

    if instance.places.max() > 1 or instance.rows != instance.columns:
        return None
    row, column, weight = instance.listed()
    n = instance.rows
    cost = weight.max() - weight.astype(np.int64)
    full = instance.kind == "table" or whole(instance)
    if not full:
        alone = int(cost.max() + 1) * 2000
        own = np.arange(n, dtype=np.int32)
        row, column, cost = (
            np.concatenate([row, own, n + own, n + column]),
            np.concatenate([column, n + own, own, n + row]),
            np.concatenate([cost, np.full(2 * n, alone), np.zeros(len(cost), np.int64)]),
        )

    def solve():
        solver = linear_sum_assignment.SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(row.astype(np.int32), column.astype(np.int32), cost)
        assert solver.solve() == solver.OPTIMAL
        return solver

    def answer(solver):
        columns = np.array([solver.right_mate(row) for row in range(n)])
        real = columns < n
        return np.arange(n)[real], columns[real]

    return solve, answer


def network(instance, past):
    """A flow from rows to columns, which take up to their places: arcs as (tail, head, capacity, cost), and supplies.

    With `past` each row has a dear way past the columns. With minimums columns take exactly their places, of which the way
    past fills those above the minimum.
    """
    row, column, weight = instance.listed()
    rows, columns = instance.rows, instance.columns
    cost = weight.max() + 1 - weight.astype(np.int64)
    parts = [(row, rows + column, np.ones(len(row)), cost)]
    supply = np.r_[np.ones(rows), -instance.places]
    if past:
        end = rows + columns
        parts.append((np.arange(rows), np.full(rows, end), np.ones(rows), np.full(rows, cost.max() * 2000)))
        supply = np.r_[supply, -rows]
        if instance.minimums.any():
            more = instance.places - instance.minimums
            parts.append((np.full(columns, end), rows + np.arange(columns), more, np.zeros(columns)))
            supply[end] += instance.places.sum()
    return [np.concatenate(part).astype(np.int64) for part in zip(*parts)], supply.astype(np.int64)


def large(instance):
    return instance.kind == "table" and instance.rows * instance.columns > 30_000_000


def ortools_flow(instance):
    """It knows the most pairs itself, and is faster so than with a way past."""
    from ortools.graph.python import min_cost_flow

    if large(instance):
        return None
    past = bool(instance.minimums.any())
    (tail, head, capacity, cost), supply = network(instance, past)
    tail, head = tail.astype(np.int32), head.astype(np.int32)

    def solve():
        flow = min_cost_flow.SimpleMinCostFlow()
        flow.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
        flow.set_nodes_supplies(np.arange(len(supply), dtype=np.int32), supply)
        assert (flow.solve() if past else flow.solve_max_flow_with_min_cost()) == flow.OPTIMAL
        return flow

    def answer(flow):
        used = np.array(flow.flows(np.arange(len(tail), dtype=np.int32))) > 0
        used &= (tail < instance.rows) & (head < instance.rows + instance.columns)
        return tail[used], head[used] - instance.rows

    return solve, answer


def pylmcf_flow(instance):
    import pylmcf

    if large(instance):
        return None
    (tail, head, capacity, cost), supply = network(instance, True)
    order = np.lexsort((head, tail))
    tail, head, capacity, cost = (part[order] for part in (tail, head, capacity, cost))

    def solve():
        graph = pylmcf.Graph(len(supply), tail, head)
        graph.set_edge_capacities(capacity)
        graph.set_edge_costs(cost)
        graph.set_node_supply(supply)
        graph.solve()
        return graph

    def answer(graph):
        used = (np.asarray(graph.result()) > 0) & (tail < instance.rows) & (head < instance.rows + instance.columns)
        return tail[used], head[used] - instance.rows

    return solve, answer


SOLVERS = {
    "scipy": dense(scipy_dense),
    "lapx lapjv": dense(lapx("lapjv")),
    "lapx lapjvc": dense(lapx("lapjvc"), np.int32),
    "lapx lapjvs": dense(lapx("lapjvs")),
    "lapx lapjvh": dense(lapx("lapjvh")),
    "lapx lapjvr": dense(lapx("lapjvr")),
    "laprust": dense(native("laprust")),
    "laprust, 32-bit floats": dense(native("laprust"), np.float32),
    "lapcpp": dense(native("lapcpp")),
    "lapcpp, 32-bit floats": dense(native("lapcpp"), np.float32),
    "src-d lapjv": dense(src_lapjv, square=True),
    "src-d lapjv, 32-bit floats": dense(src_lapjv, np.float32, square=True),
    "fastlap lapjv": dense(fastlap("lapjv")),
    "fastlap auction": dense(fastlap("auction")),
    "scipy sparse": sparse_scipy,
    "ortools assignment": sparse_ortools,
    "ortools flow": ortools_flow,
    "pylmcf": pylmcf_flow,
}


def timed(header, solver, results):
    instance = Instance(header)
    ready = SOLVERS[solver](instance)
    if ready is None:
        return
    solve, answer = ready
    fewest, found = (float("inf"), float("inf")), None
    for _ in range(RUNS):
        start = time.perf_counter(), time.process_time()
        solution = solve()
        end = time.perf_counter(), time.process_time()
        fewest = tuple(min(least, after - before) for least, after, before in zip(fewest, end, start))
        found = found or instance.objective(*answer(solution))
        results.put((fewest, found))


def main():
    directory, name, solver = (sys.argv[1:] + ["", ""])[:3]
    for header in sorted(pathlib.Path(directory).glob("*.json")):
        title = header.stem.replace("_", " ")
        if not (title == name[1:] if name.startswith("=") else name in title):
            continue
        for each in SOLVERS:
            if solver not in each:
                continue
            results = multiprocessing.Queue()
            process = multiprocessing.Process(target=timed, args=(header, each, results))
            process.start()
            process.join(LIMIT)
            late = process.is_alive()
            if late:
                process.terminate()
                process.join()
            seconds, objective = None, None
            with contextlib.suppress(queue.Empty):
                while True:
                    seconds, objective = results.get(timeout=0.2)
            if seconds is not None:
                print(title, each, *(f"{part:.4f}" for part in seconds), *objective, sep="\t", flush=True)
            elif late or process.exitcode:
                print(title, each, "-", "-", "over the limit" if late else "wrong or stopped", sep="\t", flush=True)


if __name__ == "__main__":
    main()
