package moelab.graph.metis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import moelab.graph.Graph;
import moelab.graph.HeavyEdgeMatching;
import moelab.graph.Partition;
import moelab.graph.RandomGraphs;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * The file format: what is written is read back, what METIS accepts is accepted, and what is wrong is named with its
 * line.
 */
@Domain(RandomGraphs.class)
@Domain(DomainContext.Global.class)
class MetisFileProperties {
    private static Path file;

    @BeforeContainer
    static void makeFile() throws IOException {
        file = Files.createTempFile("moelab", ".graph");
    }

    @AfterContainer
    static void deleteFile() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadBack(@ForAll Graph graph, @ForAll boolean heavyNodes, @ForAll long seed)
            throws IOException {
        Graph g = heavyNodes
                ? graph.withNodeWeights(
                        new SplittableRandom(seed).longs(graph.nodes(), 0, 5).toArray())
                : graph;
        MetisFile.write(g, file);
        assertEquals(g, MetisFile.read(file));
    }

    @Property(tries = 100)
    void neighborsMayStandInAnyOrder(@ForAll Graph graph, @ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(graph.nodes() + " " + graph.edges() + " 1\n");
        for (int v = 0; v < graph.nodes(); v++) {
            for (int i : HeavyEdgeMatching.shuffled(graph.degree(v), random)) {
                int a = graph.start(v) + i;
                text.append(graph.neighbor(a) + 1)
                        .append(' ')
                        .append(graph.weight(a))
                        .append(' ');
            }
            text.append('\n');
        }
        assertEquals(graph, read(text.toString()));
    }

    @Example
    void weightsAreWrittenOnlyWhereThereAreOthersThanOne() throws IOException {
        Graph path = Graph.of(3, List.of(new Graph.Edge(0, 1), new Graph.Edge(1, 2)));
        Graph weighted = Graph.of(3, List.of(new Graph.Edge(0, 1, 7), new Graph.Edge(1, 2)));
        assertEquals("3 2\n2\n1 3\n2\n", written(path));
        assertEquals("3 2 1\n2 7\n1 7 3 1\n2 1\n", written(weighted));
        assertEquals("3 2 10\n4 2\n1 1 3\n0 2\n", written(path.withNodeWeights(4, 1, 0)));
        assertEquals("3 2 11\n4 2 7\n1 1 7 3 1\n0 2 1\n", written(weighted.withNodeWeights(4, 1, 0)));
        MetisFile.writeParts(Partition.of(path, new int[] {2, 0, 1}, 3), file);
        assertEquals("2\n0\n1\n", Files.readString(file));
    }

    private static String written(Graph graph) throws IOException {
        MetisFile.write(graph, file);
        try (Stream<Path> beside = Files.list(file.getParent())) {
            assertTrue(beside.noneMatch(f -> f.toString().endsWith(file.getFileName() + ".beside")));
        }
        return Files.readString(file);
    }

    @Property(tries = 100)
    void partsAreReadBack(@ForAll Graph graph, @ForAll long seed) throws IOException {
        Partition p = Partition.of(graph, RandomGraphs.parts(graph, 4, seed), 4);
        MetisFile.writeParts(p, file);
        assertEquals(p, MetisFile.readParts(graph, 4, file));
    }

    @Example
    void allFormatsCommentsAndTrailingEmptyLinesAreAccepted() throws IOException {
        Graph plain = Graph.of(4, List.of(new Graph.Edge(0, 1), new Graph.Edge(1, 2)));
        Graph weighted = Graph.of(4, List.of(new Graph.Edge(0, 1, 7), new Graph.Edge(1, 2, 3)));
        assertEquals(plain, read("4 2\n2\n1 3\n2\n\n"));
        assertEquals(plain, read("% first\n4 2 0\n2\n%between\n3 1 \n 2\n\n\n  \n% last\n"));
        assertEquals(plain, read("4\t2   000 1\r\n2\r\n1\t3\r\n2\r\n\r\n"));
        assertEquals(weighted, read("4 2 1\n2 7\n1 7 3 3\n2 3\n\n"));
        assertEquals(weighted, read("4 2 001\n2 7\n3 3 1 7\n2 3\n\n"));
        assertEquals(plain.withNodeWeights(5, 0, 6, 1), read("4 2 10\n5 2\n0 1 3\n6 2\n1\n"));
        assertEquals(weighted.withNodeWeights(5, 0, 6, 1), read("4 2 011 1\n5 2 7\n0 1 7 3 3\n6 2 3\n1\n"));
        assertEquals(weighted.withNodeWeights(5, 0, 6, 1), read("4 2 111\n9 5 2 7\n9 0 1 7 3 3\n9 6 2 3\n9 1"));
        assertEquals(Graph.of(1, List.of()), read("1 0\n\n"));
    }

    @Example
    void whatIsWrongIsNamedWithItsLine() throws IOException {
        refused("", 1, "empty");
        refused("% nothing else\n", 2, "empty");
        refused("3\n", 1, "number of edges is missing");
        refused("0 0\n", 1, "number of nodes is '0'");
        refused("3 x\n\n\n\n", 1, "'x'");
        refused("3 1 2\n2\n1\n\n", 1, "format 2");
        refused("3 1 1000\n2\n1\n\n", 1, "format 1000");
        refused("3 1 112\n2\n1\n\n", 1, "format 112");
        refused("3 1 020\n2\n1\n\n", 1, "format 20, expected three digits 0 or 1");
        refused("3 1 10 2\n1 1 2\n1 1 1\n1 1\n", 1, "2 weights per node");
        refused("3 1 0 1 5\n2\n1\n\n", 1, "more than four");
        refused("99999999999 1\n", 1, "99999999999 nodes");
        refused("2000000000 1\n", 1, "2000000000 nodes promised");
        refused("2147483639 1\n", 1, "2147483639 nodes promised");
        refused("2147483640 1\n", 1, "2147483640 nodes and 1 edges, expected at most 1073741819 edges");
        refused("1 1073741819\n\n", 1, "1073741819 edges promised");
        refused("1 1073741820\n\n", 1, "1 nodes and 1073741820 edges, expected at most 1073741819 edges");
        refused("3 1\n% c\n2\n1\n", 5, "ends after 2 of 3 nodes");
        refused("3 1\n2\n1\n\n\n1\n", 6, "after the last of 3 nodes");
        refused("3 1\n2\n\n\n", 2, "node 1 has neighbor 2, but node 2 (line 3) does not have neighbor 1");
        refused("3 1\n\n1\n\n", 3, "node 2 has neighbor 1, but node 1 (line 2) does not have neighbor 2");
        refused("3 2\n2\n1 3\n1 2\n", 4, "node 3 has neighbor 1");
        refused(
                "3 1 1\n2 5\n1 6\n\n",
                3,
                "the edge between nodes 1 and 2 weighs 5 in the line of node 1 and 6 in that of node 2");
        refused("3 1\n1\n\n\n", 2, "self loop");
        refused("3 1\n4\n\n\n", 2, "neighbor 4 of node 1, expected 1 to 3");
        refused("3 1\n0\n\n\n", 2, "'0'");
        refused("3 1\n2 2\n1 1\n\n", 2, "neighbor 2 of node 1 comes twice");
        refused("3 1\n-2\n1\n\n", 2, "a neighbor of node 1 is '-2', expected a whole number from 1");
        refused("3 1\n2.0\n1\n\n", 2, "'2.0'");
        refused("3 1 1\n2 -4\n1 -4\n\n", 2, "the weight of the edge from node 1 to 2 is '-4'");
        refused("3 1 1\n2 0\n1 0\n\n", 2, "'0'");
        refused("3 1 1\n2 1 3\n1 1\n\n", 2, "the edge from node 1 to 3 has no weight");
        refused("3 1 100\nx 2\n1 1\n1\n", 2, "the size of node 1 is 'x'");
        refused("3 1 10\n-1 2\n1 1\n1\n", 2, "the weight of node 1 is '-1'");
        refused("3 1 10\n1 2\n1 1\n\n", 4, "the weight of node 3 is missing");
        refused("3 1 1\n2 99999999999999999999\n1 1\n\n", 2, "'99999999999999999999'");
        refused("3 2\n2\n1\n\n", 1, "2 edges promised, but the lines of the nodes hold 1");
        refused("3 0\n2\n1\n\n", 1, "0 edges promised");
    }

    @Example
    void weightsAndTheirSumsMayBeAsLargeAsALong() throws IOException {
        String most = "" + Long.MAX_VALUE;
        assertEquals(
                Long.MAX_VALUE, read("2 1 1\n2 " + most + "\n1 " + most + "\n").totalWeight());
        assertEquals(Long.MAX_VALUE, read("2 0 10\n" + most + "\n0\n").totalNodeWeight());
        refused(
                "2 1 1\n2 9223372036854775808\n1 9223372036854775808\n",
                2,
                "the weight of the edge from node 1 to 2 is '9223372036854775808', "
                        + "expected a whole number from 1 to 9223372036854775807");
        refusedAsAWhole("2 0 10\n" + most + "\n1\n", "the nodes weigh more than 9223372036854775807 together");
        refusedAsAWhole(
                "3 2 1\n2 " + most + "\n1 " + most + " 3 1\n2 1\n",
                "the edges weigh more than 9223372036854775807 together");
    }

    private static void refusedAsAWhole(String text, String what) throws IOException {
        Files.writeString(file, text);
        String message = assertThrows(IllegalArgumentException.class, () -> MetisFile.read(file), text)
                .getMessage();
        assertTrue(message.startsWith(file + ": " + what) && !message.contains("\n"), message);
    }

    @Example
    void aByteOrderMarkIsTolerated() throws IOException {
        Graph plain = read("2 1\n2\n1\n");
        assertEquals(plain, read("\ufeff2 1\n2\n1\n"));
        assertEquals(plain, read("\ufeff% with a comment\n2 1\n2\n1\n"));
    }

    @Example
    void memoryIsTakenForWhatIsThereAndNotForWhatIsPromised() throws IOException {
        BufferedReader in = new BufferedReader(new StringReader("2000000000 1000000000\n2\n1\n"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new MetisReader(Path.of("/dev/stdin"), in).graph())
                .getMessage();
        assertEquals("/dev/stdin:4: the file ends after 2 of 2000000000 nodes, expected one line per node", message);
    }

    @Example
    void aGraphOfMoreThanTheFirstPlacesIsReadWhole() throws IOException {
        Graph path = RandomGraphs.grid(1, 200_000);
        MetisFile.write(path, file);
        assertEquals(path, MetisFile.read(file));
    }

    @Example
    void aHeaderThatPromisesTooLittleIsFoundOutAtTheEnd() throws IOException {
        StringBuilder complete = new StringBuilder("40 1\n");
        for (int v = 1; v <= 40; v++) {
            for (int w = 1; w <= 40; w++) {
                complete.append(w == v ? "" : w + " ");
            }
            complete.append('\n');
        }
        refused(complete.toString(), 1, "1 edges promised, but the lines of the nodes hold 780");
    }

    @Example
    void wrongPartsAreNamedWithTheirLine() throws IOException {
        partsRefused("0\n", 2, "the file ends after 1 nodes, expected 2");
        partsRefused("0\n2\n", 2, "'2', expected a part from 0 to 1");
        partsRefused("0\nx\n", 2, "'x'");
        partsRefused("-1\n0\n", 1, "'-1'");
        partsRefused("0\n1234567890\n", 2, "'1234567890'");
        partsRefused("\n0\n", 1, "''");
        partsRefused("0\n1\n\n1\n", 4, "more lines than the graph's 2 nodes");
        Files.writeString(file, " 1 \r\n0\n\n \n");
        Graph two = Graph.of(2, (i, j) -> 1);
        assertEquals(Partition.of(two, new int[] {1, 0}, 2), MetisFile.readParts(two, 2, file));
    }

    private static void partsRefused(String text, int line, String what) throws IOException {
        Files.writeString(file, text);
        Graph two = Graph.of(2, (i, j) -> 1);
        String message = assertThrows(IllegalArgumentException.class, () -> MetisFile.readParts(two, 2, file), text)
                .getMessage();
        assertTrue(
                message.startsWith(file + ":" + line + ": ") && message.contains(what) && !message.contains("\n"),
                message);
    }

    private static Graph read(String text) throws IOException {
        Files.writeString(file, text);
        return MetisFile.read(file);
    }

    private static void refused(String text, int line, String what) throws IOException {
        Files.writeString(file, text);
        String message = assertThrows(IllegalArgumentException.class, () -> MetisFile.read(file), text)
                .getMessage();
        assertTrue(message.startsWith(file + ":" + line + ": "), message + " of\n" + text);
        assertTrue(message.contains(what) && !message.contains("\n"), message);
    }
}
