package moelab.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** One reading of a METIS graph file: the header, a line a node, then the checks that need the whole graph. */
final class MetisReader {
    private final Path file;
    private final BufferedReader in;
    private int lineNumber;
    private String line; // the current one
    private int at; // how far it is read

    private int nodes;
    private boolean edgeWeights;
    private boolean nodeWeights;
    private boolean nodeSizes;
    private int[] lineOf; // lineOf[v] = line of node v, for messages
    private int[] start;
    private int[] neighbor;
    private long[] weight;
    private int arcs;

    MetisReader(Path file, BufferedReader in) {
        this.file = file;
        this.in = in;
    }

    Graph graph() throws IOException {
        long edges = header();
        int headerLine = lineNumber;
        start = new int[nodes + 1];
        lineOf = new int[nodes];
        // the header may promise what the file does not hold
        neighbor = new int[(int) Math.min(2 * edges, 1 << 20)];
        weight = new long[neighbor.length];
        long[] nodeWeight = new long[nodes];
        for (int v = 0; v < nodes; v++) {
            if (!next()) {
                throw wrong(
                        lineNumber + 1,
                        "the file ends after " + v + " of " + nodes + " nodes, expected one line a node");
            }
            lineOf[v] = lineNumber;
            if (nodeSizes) {
                number("the size of node " + (v + 1), 0);
            }
            nodeWeight[v] = nodeWeights ? number("the weight of node " + (v + 1), 0) : 1;
            readArcs(v);
        }
        while (next()) {
            if (!line.isBlank()) {
                throw wrong(lineNumber, "a line after the last of " + nodes + " nodes, expected the end of the file");
            }
        }
        checkSymmetry();
        if (arcs != 2 * edges) {
            throw wrong(headerLine, edges + " edges promised, but the lines of the nodes hold " + arcs / 2);
        }
        return new Graph(start, Arrays.copyOf(neighbor, arcs), Arrays.copyOf(weight, arcs), nodeWeight);
    }

    /** Reads the header; the number of edges. */
    private long header() throws IOException {
        do {
            if (!next()) {
                throw wrong(lineNumber + 1, "the file is empty, expected a header: nodes edges [format [weights]]");
            }
        } while (line.isBlank());
        long n = number("the number of nodes", 1);
        long edges = number("the number of edges", 0);
        long format = more() ? number("the format", 0) : 0;
        long weights = more() ? number("the number of weights of a node", 1) : 1;
        if (n > Integer.MAX_VALUE - 8 || edges > (Integer.MAX_VALUE - 8) / 2) {
            throw wrong(
                    lineNumber,
                    n + " nodes and " + edges + " edges, expected at most " + (Integer.MAX_VALUE - 8) / 2 + " edges");
        }
        if (format > 111 || format % 10 > 1 || format / 10 % 10 > 1) {
            throw wrong(
                    lineNumber,
                    "format " + format + ", expected three digits 0 or 1: node sizes, node weights, edge weights");
        }
        if (weights != 1) {
            throw wrong(lineNumber, weights + " weights a node, expected 1");
        }
        if (more()) {
            throw wrong(lineNumber, "more than four numbers in the header, expected: nodes edges [format [weights]]");
        }
        if (Files.isRegularFile(file) && Files.size(file) < n) { // before memory is asked for
            throw wrong(
                    lineNumber,
                    n + " nodes promised, but the file has only " + Files.size(file)
                            + " bytes, expected one line a node");
        }
        nodes = (int) n;
        edgeWeights = format % 10 == 1;
        nodeWeights = format / 10 % 10 == 1;
        nodeSizes = format / 100 == 1;
        return edges;
    }

    private void readArcs(int v) {
        start[v] = arcs;
        while (more()) {
            long w = number("a neighbour of node " + (v + 1), 1);
            if (w > nodes) {
                throw wrong(lineNumber, "neighbour " + w + " of node " + (v + 1) + ", expected 1 to " + nodes);
            }
            if (w == v + 1) {
                throw wrong(lineNumber, "node " + w + " is its own neighbour (a self loop)");
            }
            if (arcs == neighbor.length) {
                int larger = (int) Math.min(Integer.MAX_VALUE - 8, 1024 + 2L * arcs);
                if (larger == arcs) {
                    throw wrong(lineNumber, "more than " + arcs / 2 + " edges");
                }
                neighbor = Arrays.copyOf(neighbor, larger);
                weight = Arrays.copyOf(weight, larger);
            }
            neighbor[arcs] = (int) w - 1;
            weight[arcs] = 1;
            if (edgeWeights) {
                if (!more()) {
                    throw wrong(lineNumber, "the edge from node " + (v + 1) + " to " + w + " has no weight");
                }
                weight[arcs] = number("the weight of the edge from node " + (v + 1) + " to " + w, 1);
            }
            arcs++;
        }
        start[v + 1] = arcs;
        MetisFile.sortArcs(start, neighbor, weight, v);
        for (int a = start[v] + 1; a < arcs; a++) {
            if (neighbor[a] == neighbor[a - 1]) {
                throw wrong(lineNumber, "neighbour " + (neighbor[a] + 1) + " of node " + (v + 1) + " comes twice");
            }
        }
    }

    /**
     * Every arc must have its opposite, of the same weight: since arcs are sorted, the opposites come one after the
     * other.
     */
    private void checkSymmetry() {
        int[] next = Arrays.copyOf(start, nodes); // next[w] = first arc of w whose opposite has not come by
        for (int v = 0; v < nodes; v++) {
            for (int a = start[v]; a < start[v + 1]; a++) {
                int w = neighbor[a];
                int back = next[w];
                if (back < start[w + 1] && neighbor[back] < v) {
                    throw missing(w, neighbor[back]);
                }
                if (back == start[w + 1] || neighbor[back] > v) {
                    throw missing(v, w);
                }
                if (weight[back] != weight[a]) {
                    throw wrong(
                            lineOf[Math.max(v, w)],
                            "the edge between nodes " + (v + 1) + " and " + (w + 1) + " weighs " + weight[a]
                                    + " in the line of node " + (v + 1) + " and " + weight[back] + " in that of node "
                                    + (w + 1));
                }
                next[w]++;
            }
        }
        // Here every arc v to w has met an arc w to v; none is left over, because each was met by its own opposite
        // only.
    }

    private IllegalArgumentException missing(int v, int w) {
        return wrong(
                lineOf[v],
                "node " + (v + 1) + " has neighbour " + (w + 1) + ", but node " + (w + 1) + " (line " + lineOf[w]
                        + ") does not have neighbour " + (v + 1));
    }

    /** The next line that is no comment. */
    private boolean next() throws IOException {
        do {
            line = in.readLine();
            lineNumber += line == null ? 0 : 1;
            at = 0;
        } while (line != null && line.startsWith("%"));
        return line != null;
    }

    /** Whether the line goes on. */
    private boolean more() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length();
    }

    /** The next number of the line. */
    private long number(String what, long least) {
        if (!more()) {
            throw wrong(lineNumber, what + " is missing");
        }
        int from = at;
        long value = 0;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9' && at - from < 18) {
            value = 10 * value + line.charAt(at++) - '0';
        }
        if (at == from || at < line.length() && line.charAt(at) > ' ' || value < least) {
            while (at < line.length() && line.charAt(at) > ' ') {
                at++;
            }
            throw wrong(
                    lineNumber,
                    what + " is '" + line.substring(from, Math.min(at, from + 40)) + "', expected a whole number from "
                            + least);
        }
        return value;
    }

    private IllegalArgumentException wrong(int where, String what) {
        return new IllegalArgumentException(file + ":" + where + ": " + what);
    }
}
