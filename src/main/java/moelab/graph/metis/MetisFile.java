package moelab.graph.metis;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import moelab.files.InputFile;
import moelab.files.Quoted;
import moelab.files.WholeFile;
import moelab.graph.Graph;
import moelab.graph.Partition;

/**
 * Graphs and partitions in the file formats of METIS (Karypis, METIS 5.1 manual, section 4.1), which other partitioners
 * read too.
 *
 * <pre>
 *   % a comment
 *   7 11 011          nodes, edges, format: the digits say whether there are node sizes, node and edge weights
 *   4 5 1 3 2 2 1     node 1 weighs 4; edges to 5 (weight 1), 3 (weight 2), 2 (weight 1)
 *   ...               one line per node, empty if it has no edges; nodes count from 1, each edge is on two lines
 * </pre>
 *
 * A fourth number of the header, the number of weights per node, must be 1. Node sizes (format 1xx) matter to
 * communication volume only and are skipped. Comment lines may stand anywhere and empty lines may follow the last node.
 *
 * <p>A partition file has the part of node v, from 0 to k - 1, on line v.
 */
public final class MetisFile {
    private MetisFile() {}

    /**
     * Returns the graph in a file.
     *
     * @throws IllegalArgumentException one line with file and line number, if the file is not such a graph: too many or
     *     too few nodes or edges, an edge that stands in one of its lines only or with two weights, a self loop, a
     *     weight that is no whole number from 0 (nodes) or 1 (edges)
     */
    public static Graph read(Path file) throws IOException {
        try (BufferedReader in = InputFile.ascii(file)) {
            return new MetisReader(file, in).graph();
        }
    }

    /** Writes a graph, with node weights if one is not 1 and edge weights if one is not 1. */
    public static void write(Graph graph, Path file) throws IOException {
        boolean nodeWeights = IntStream.range(0, graph.nodes()).anyMatch(v -> graph.nodeWeight(v) != 1);
        boolean edgeWeights = graph.totalWeight() != graph.edges();
        String format = nodeWeights ? edgeWeights ? " 11" : " 10" : edgeWeights ? " 1" : "";
        replace(file, out -> {
            out.write(graph.nodes() + " " + graph.edges() + format + "\n");
            for (int v = 0; v < graph.nodes(); v++) {
                String between = "";
                if (nodeWeights) {
                    out.write(Long.toString(graph.nodeWeight(v)));
                    between = " ";
                }
                for (int a = graph.start(v); a < graph.start(v + 1); a++) {
                    out.write(between + (graph.neighbor(a) + 1) + (edgeWeights ? " " + graph.weight(a) : ""));
                    between = " ";
                }
                out.write('\n');
            }
        });
    }

    /** Writes the part of each node, one per line. */
    public static void writeParts(Partition partition, Path file) throws IOException {
        replace(file, out -> {
            for (int v = 0; v < partition.graph().nodes(); v++) {
                out.write(partition.partOf(v) + "\n");
            }
        });
    }

    /**
     * Returns the partition of a graph in a file.
     *
     * @param parts number of parts
     * @throws IllegalArgumentException one line with file and line number, unless it has a part from 0 to parts - 1 for
     *     every node
     */
    public static Partition readParts(Graph graph, int parts, Path file) throws IOException {
        return Partition.of(graph, parts(graph, 0, parts, file), parts);
    }

    /**
     * Returns the part that each node is fixed in, -1 where it is free, from a file as hMETIS reads it: one number per
     * line.
     *
     * @throws IllegalArgumentException one line with file and line number, unless it has a number from -1 to parts - 1
     *     for every node
     */
    public static int[] readFixed(Graph graph, int parts, Path file) throws IOException {
        return parts(graph, -1, parts, file);
    }

    private static int[] parts(Graph graph, int least, int parts, Path file) throws IOException {
        int[] partOf = new int[graph.nodes()];
        int line = 0;
        List<String> lines;
        try (BufferedReader in = InputFile.ascii(file)) {
            lines = in.lines().toList();
        }
        for (String text : lines) {
            line++;
            String word = text.strip();
            if (line > partOf.length) {
                if (!word.isEmpty()) {
                    throw new IllegalArgumentException(
                            file + ":" + line + ": more lines than the graph's " + partOf.length + " nodes");
                }
                continue;
            }
            int part = word.matches("-?\\d{1,9}") ? Integer.parseInt(word) : Integer.MIN_VALUE;
            if (part < least || part >= parts) {
                throw new IllegalArgumentException(file + ":" + line + ": " + Quoted.of(word)
                        + ", expected a part from " + least + " to " + (parts - 1));
            }
            partOf[line - 1] = part;
        }
        if (line < partOf.length) {
            throw new IllegalArgumentException(
                    file + ":" + (line + 1) + ": the file ends after " + line + " nodes, expected " + partOf.length);
        }
        return partOf;
    }

    @FunctionalInterface
    private interface Body {
        void write(Writer out) throws IOException;
    }

    private static void replace(Path file, Body body) throws IOException {
        WholeFile.write(file, bytes -> {
            Writer out = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.ISO_8859_1));
            body.write(out);
            out.flush();
        });
    }

    /** Arcs in ascending order within each node. */
    static void sortArcs(int[] start, int[] neighbor, long[] weight, int v) {
        int from = start[v];
        int to = start[v + 1];
        boolean sorted = true;
        for (int a = from + 1; a < to; a++) {
            sorted &= neighbor[a - 1] < neighbor[a];
        }
        if (sorted) {
            return;
        }
        long[] order = new long[to - from]; // neighbor in the high half, arc in the low one
        for (int a = from; a < to; a++) {
            order[a - from] = (long) neighbor[a] << 32 | a;
        }
        Arrays.sort(order);
        long[] weights = Arrays.copyOfRange(weight, from, to);
        for (int a = from; a < to; a++) {
            neighbor[a] = (int) (order[a - from] >>> 32);
            weight[a] = weights[(int) order[a - from] - from];
        }
    }
}
