// Min-cost-flow codes of LEMON on the instances that `cargo bench --bench assignment -- --write DIRECTORY` wrote.
//
//     apt-get install g++ liblemon-dev
//     g++ -O3 -march=native -std=c++17 -o lemon benches/peers/lemon.cpp
//     ./lemon DIRECTORY/NAME... (without ending)
//
// A flow from rows to columns, which take up to their places; each row has a dear way past them. LEMON is several times
// as fast when columns are ends themselves (its supplies are bounds) as with a sink behind them. Columns with a minimum
// take that many, and pass on dearly what they get above it, so that minimums are filled first. One line a solver:
// instance, solver, seconds on the clock, seconds of processor, pairs, total. Seconds are the fewest of three solves, graph
// and costs ready. ONLY_SIMPLEX or ONLY_SCALING in the environment leaves the other code out.

#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

using Graph = lemon::StaticDigraph;
using Whole = std::int64_t;

static std::string text_of(const std::string& header, const std::string& key) {
    auto at = header.find("\"" + key + "\":") + key.size() + 3;
    auto end = header[at] == '[' ? header.find(']', at) : header.find_first_of(",}", at);
    return header.substr(at, end - at);
}

static std::vector<int> numbers_of(std::string list) {
    std::replace_if(list.begin(), list.end(), [](char c) { return c == '[' || c == ','; }, ' ');
    std::istringstream words(list);
    std::vector<int> numbers;
    for (int number; words >> number;) numbers.push_back(number);
    return numbers;
}

int main(int count, char** names) {
    for (int name = 1; name < count; name++) {
        std::string path = names[name];
        std::stringstream read;
        read << std::ifstream(path + ".json").rdbuf();
        std::string header = read.str(), title = text_of(header, "name");
        int rows = std::stoi(text_of(header, "rows")), columns = std::stoi(text_of(header, "columns"));
        auto places = numbers_of(text_of(header, "places")), minimums = numbers_of(text_of(header, "minimums"));
        bool table = text_of(header, "kind") == "\"table\"";

        std::ifstream file(path + ".i32", std::ios::binary | std::ios::ate);
        std::vector<std::int32_t> numbers(file.tellg() / 4);
        file.seekg(0).read(reinterpret_cast<char*>(numbers.data()), numbers.size() * 4);

        struct Arc { int tail, head; Whole capacity, cost; };
        std::vector<Arc> arcs;
        Whole highest = INT32_MIN, lowest = INT32_MAX;
        for (size_t at = table ? 0 : 2; at < numbers.size(); at += table ? 1 : 3) {
            highest = std::max<Whole>(highest, numbers[at]);
            lowest = std::min<Whole>(lowest, numbers[at]);
        }
        // Costs above zero: a row has no use for sending more than it must.
        auto cost_of = [&](std::int32_t weight) { return highest - weight + 1; };
        Whole alone = cost_of(lowest) * 2000;
        int past = rows + columns;
        size_t at = 0;
        for (int row = 0; row < rows; row++) {
            if (table) {
                for (int column = 0; column < columns; column++)
                    arcs.push_back({row, rows + column, 1, cost_of(numbers[at++])});
            } else {
                for (; at < numbers.size() && numbers[at] == row; at += 3)
                    arcs.push_back({row, rows + numbers[at + 1], 1, cost_of(numbers[at + 2])});
            }
            arcs.push_back({row, past, 1, 3 * alone});
        }
        for (int column = 0; column < columns; column++)
            if (minimums[column]) arcs.push_back({rows + column, past, places[column] - minimums[column], alone});

        Graph graph;
        std::vector<std::pair<int, int>> ends;
        for (auto& arc : arcs) ends.emplace_back(arc.tail, arc.head);
        graph.build(past + 1, ends.begin(), ends.end());
        Graph::ArcMap<Whole> capacity(graph), cost(graph);
        for (size_t arc = 0; arc < arcs.size(); arc++) {
            capacity[graph.arc(arc)] = arcs[arc].capacity;
            cost[graph.arc(arc)] = arcs[arc].cost;
        }
        Graph::NodeMap<Whole> supply(graph, 0);
        for (int row = 0; row < rows; row++) supply[graph.node(row)] = 1;
        supply[graph.node(past)] = -rows;
        for (int column = 0; column < columns; column++) {
            supply[graph.node(rows + column)] = minimums[column] ? -minimums[column] : -places[column];
            if (minimums[column]) supply[graph.node(past)] -= places[column] - minimums[column];
        }

        auto time = [&](const char* solver, auto& code, auto run) {
            code.upperMap(capacity).costMap(cost).supplyMap(supply);
            double fastest = 1e9, least_cpu = 1e9;
            for (int again = 0; again < 3 && (again == 0 || fastest < 60); again++) {
                auto start = std::chrono::steady_clock::now();
                auto cpu = std::clock();
                run(code);
                std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
                fastest = std::min(fastest, taken.count());
                least_cpu = std::min(least_cpu, double(std::clock() - cpu) / CLOCKS_PER_SEC);
            }
            Whole pairs = 0, total = 0;
            std::vector<int> used(columns, 0);
            for (size_t arc = 0; arc < arcs.size(); arc++)
                if (arcs[arc].tail < rows && arcs[arc].head < past && code.flow(graph.arc(arc))) {
                    pairs++, total += highest + 1 - arcs[arc].cost, used[arcs[arc].head - rows]++;
                }
            bool kept = true;
            for (int column = 0; column < columns; column++)
                kept &= minimums[column] <= used[column] && used[column] <= places[column];
            std::printf("%s\t%s\t%.4f\t%.4f\t%lld\t%lld%s\n", title.substr(1, title.size() - 2).c_str(), solver, fastest, least_cpu,
                        (long long)pairs, (long long)total, kept ? "" : "\twrong");
            std::fflush(stdout);
        };
        // Block search is LEMON's default and its fastest rule here.
        using Simplex = lemon::NetworkSimplex<Graph, Whole, Whole>;
        using Scaling = lemon::CostScaling<Graph, Whole, Whole>;
        if (!std::getenv("ONLY_SCALING")) {
            Simplex simplex(graph);
            time("LEMON network simplex", simplex, [](Simplex& code) { code.run(); });
        }
        if (!std::getenv("ONLY_SIMPLEX")) {
            Scaling scaling(graph);
            time("LEMON cost scaling", scaling, [](Scaling& code) { code.run(); });
        }
    }
}
