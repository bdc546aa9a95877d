package moelab.graph.metis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import moelab.files.Quoted;
import moelab.graph.Graph;
import moelab.memory.Memory;

/** One reading of a METIS graph file: the header, one line per node, then the checks that need the whole graph. */
final class MetisReader {
    private final Path file;
    private final BufferedReader in;
    private int lineNumber;
    private String line; // the current one
    private int at; // how far it is read

    private static final int FIRST = 1 << 16; // places for nodes and arcs before any was read
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf"; // that of UTF-8, read as ISO 8859-1

    private int nodes;
    private boolean edgeWeights;
    private boolean nodeWeights;
    private boolean nodeSizes;
    private int[] lineOf; // lineOf[v] = line of node v, for messages
    private int[] start;
    private int[] neighbor;
    private long[] weight;
    private long[] nodeWeight;
    private int arcs;

    MetisReader(Path file, BufferedReader in) {
        this.file = file;
        this.in = in;
    }

    Graph graph() throws IOException {
        long edges = header();
        int headerLine = lineNumber;
        // the header may promise what the file does not hold, so arrays grow with what is read
        start = new int[Math.min(nodes, FIRST) + 1];
        lineOf = new int[Math.min(nodes, FIRST)];
        nodeWeight = new long[lineOf.length];
        neighbor = new int[(int) Math.min(2 * edges, FIRST)];
        weight = new long[neighbor.length];
        for (int v = 0; v < nodes; v++) {
            if (!next()) {
                throw wrong(
                        lineNumber + 1,
                        "the file ends after " + v + " of " + nodes + " nodes, expected one line per node");
            }
            if (v == lineOf.length) {
                growNodes();
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
        require(12.0 * arcs + 12.0 * nodes);
        try {
            return new Graph(
                    Arrays.copyOf(start, nodes + 1),
                    Arrays.copyOf(neighbor, arcs),
                    Arrays.copyOf(weight, arcs),
                    Arrays.copyOf(nodeWeight, nodes));
        } catch (IllegalArgumentException sumTooLarge) {
            throw new IllegalArgumentException(file + ": " + sumTooLarge.getMessage(), sumTooLarge);
        }
    }

    private void growNodes() {
        int larger = (int) Math.min(nodes, 2L * lineOf.length);
        require(16.0 * larger);
        start = Arrays.copyOf(start, larger + 1);
        lineOf = Arrays.copyOf(lineOf, larger);
        nodeWeight = Arrays.copyOf(nodeWeight, larger);
    }

    private void require(double bytes) {
        Memory.require(bytes, file + ":" + lineNumber + ": reading a graph of " + nodes + " nodes");
    }

    /** Reads the header and returns the number of edges. */
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
            throw wrong(lineNumber, weights + " weights per node, expected 1");
        }
        if (more()) {
            throw wrong(lineNumber, "more than four numbers in the header, expected: nodes edges [format [weights]]");
        }
        if (Files.isRegularFile(file) && Files.size(file) < n) { // before memory is asked for
            throw wrong(
                    lineNumber,
                    n + " nodes promised, but the file has only " + Files.size(file)
                            + " bytes, expected one line per node");
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
            long w = number("a neighbor of node " + (v + 1), 1);
            if (w > nodes) {
                throw wrong(lineNumber, "neighbor " + w + " of node " + (v + 1) + ", expected 1 to " + nodes);
            }
            if (w == v + 1) {
                throw wrong(lineNumber, "node " + w + " is its own neighbor (a self loop)");
            }
            if (arcs == neighbor.length) {
                int larger = (int) Math.min(Integer.MAX_VALUE - 8, 1024 + 2L * arcs);
                if (larger == arcs) {
                    throw wrong(lineNumber, "more than " + arcs / 2 + " edges");
                }
                require(12.0 * larger);
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
                throw wrong(lineNumber, "neighbor " + (neighbor[a] + 1) + " of node " + (v + 1) + " comes twice");
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
                "node " + (v + 1) + " has neighbor " + (w + 1) + ", but node " + (w + 1) + " (line " + lineOf[w]
                        + ") does not have neighbor " + (v + 1));
    }

    /** Reads the next line that is no comment, and returns false at the end of the file. */
    private boolean next() throws IOException {
        do {
            line = in.readLine();
            lineNumber += line == null ? 0 : 1;
            at = lineNumber == 1 && line != null && line.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length() : 0;
        } while (line != null && line.startsWith("%", at));
        return line != null;
    }

    /** Returns whether the line goes on. */
    private boolean more() {
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at < line.length();
    }

    /** Returns the next number of the line. */
    private long number(String what, long least) {
        if (!more()) {
            throw wrong(lineNumber, what + " is missing");
        }
        int from = at;
        long value = 0;
        boolean tooLarge = false;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            int digit = line.charAt(at) - '0';
            tooLarge = value > (Long.MAX_VALUE - digit) / 10;
            if (tooLarge) {
                break;
            }
            value = 10 * value + digit;
            at++;
        }
        if (at == from || at < line.length() && line.charAt(at) > ' ' || value < least) {
            while (at < line.length() && line.charAt(at) > ' ') {
                at++;
            }
            throw wrong(
                    lineNumber,
                    what + " is " + Quoted.of(line.substring(from, at)) + ", expected a whole number from " + least
                            + (tooLarge ? " to " + Long.MAX_VALUE : ""));
        }
        return value;
    }

    private IllegalArgumentException wrong(int where, String what) {
        return new IllegalArgumentException(file + ":" + where + ": " + what);
    }
}
