package moelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What can be said of a picture without looking at it. */
class FiguresTest {
    static final int BLUE = 0x0072b2;
    private static final int DARKEST = 0x082658;

    static Stream<Figure> figures() {
        return Stream.of(
                BarChart.of("Bars & more", "%", List.of("a", "b"), 10, 40),
                new BarChart(
                        "Many bars",
                        "n",
                        IntStream.range(0, 64).mapToObj(i -> "" + i).toList(),
                        List.of(
                                Series.bars(
                                        "x",
                                        IntStream.range(0, 64).asDoubleStream().toArray()),
                                Series.bars("y", ones(64)))),
                new LineChart(
                        "Lines",
                        "x",
                        "y",
                        List.of(new Series(
                                "one", new double[] {1, 2, 4}, new double[] {3, 2, 5}, new double[] {1, 1, 1}))),
                new Stacked(
                        "Two",
                        List.of(
                                BarChart.of("Upper", "%", List.of("a", "b"), 10, 40),
                                BarChart.of("Lower", "n", List.of("c"), 3))),
                new ScatterChart(
                        "Points",
                        "x",
                        "y",
                        List.of("group"),
                        List.of(
                                new ScatterChart.Point("p", 0, true, 1, 0.1, 2, 0.5),
                                new ScatterChart.Point("q", 0, true, 3, 0.1, 4, 0.5),
                                new ScatterChart.Point("r", 0, false, 3, 0.1, 3, 0.5)),
                        List.of(List.of(
                                new ScatterChart.Point("p", 0, true, 1, 0.1, 2, 0.5),
                                new ScatterChart.Point("q", 0, true, 3, 0.1, 4, 0.5)))),
                HeatMap.of("Heat", "caption", 200, (i, j) -> i / 20 == j / 20 ? 1 : 0),
                new HeatMap("Labelled", "", List.of("r"), List.of("c", "d"), new double[][] {{0, 1}}));
    }

    static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @ParameterizedTest
    @MethodSource("figures")
    void anSvgIsSoundNamedAndSelfContained(Figure figure) throws Exception {
        String svg = figure.svg();
        Document d = parse(svg);
        Element root = d.getDocumentElement();
        assertEquals("svg", root.getLocalName());
        assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
        assertEquals(figure.title(), root.getAttribute("aria-label"));
        assertEquals("0 0 " + figure.width() + " " + figure.height(), root.getAttribute("viewBox"));
        assertTrue(d.getElementsByTagNameNS("*", "path").getLength()
                        + d.getElementsByTagNameNS("*", "rect").getLength()
                > 2);
        NodeList all = d.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String link = ((Element) all.item(i)).getAttributeNS("http://www.w3.org/1999/xlink", "href");
            assertTrue(link.isEmpty() || link.startsWith("#"), link);
        }
        assertFalse(svg.contains("<!DOCTYPE"), "a doctype would point outside");
        assertFalse(svg.contains("genericDefs"), "every chart of a page would have the same identifier");
        assertTrue(svg.length() < 150_000, svg.length() + " characters");
    }

    private static Document parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("figures")
    void aPngHasTwoPixelsAPointAndInk(Figure figure) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(figure.png()));
        assertEquals(2 * figure.width(), image.getWidth());
        assertEquals(2 * figure.height(), image.getHeight());
        assertTrue(pixels(image, BLUE) + pixels(image, DARKEST) > 400, figure.title());
        assertTrue(pixels(image, 0xffffff) > image.getWidth() * image.getHeight() / 4, figure.title());
    }

    static long pixels(BufferedImage image, int colour) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .filter(i -> (image.getRGB(i % image.getWidth(), i / image.getWidth()) & 0xffffff) == colour)
                .count();
    }

    @Test
    void aBarTwiceAsHighHasTwiceTheInk() throws IOException {
        BufferedImage one = ImageIO.read(new ByteArrayInputStream(
                BarChart.of("t", "u", List.of("a", "b"), 100, 25).png()));
        BufferedImage two = ImageIO.read(new ByteArrayInputStream(
                BarChart.of("t", "u", List.of("a", "b"), 100, 50).png()));
        assertEquals(150.0 / 125, pixels(two, BLUE) / (double) pixels(one, BLUE), 0.01);
    }

    @Test
    void anAxisThatHalvesPutsSharesEquallyFarApart() {
        LineChart chart = new LineChart(
                "L",
                "share",
                "y",
                List.of(Series.line("kept", new double[] {0.125, 0.25, 0.5, 1}, new double[] {1, 2, 3, 4})),
                true);
        List<String> lines = chart.toString().lines().toList();
        List<Integer> columns = new ArrayList<>();
        for (String line : lines.subList(2, 18)) {
            if (line.contains("●")) {
                columns.add(line.indexOf('●') - line.indexOf('│') - 1);
            }
        }
        assertEquals(List.of(63, 42, 21, 0), columns);
        assertTrue(lines.get(19).strip().startsWith("1/8 ") && lines.get(19).endsWith(" 1"), lines.get(19));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LineChart(
                        "L", "x", "y", List.of(Series.line("s", new double[] {0}, new double[] {1})), true));
    }

    @Test
    void aLongCaptionIsWrittenSmallerUntilItFits() throws IOException {
        HeatMap h = HeatMap.of("Heat", "a caption of more letters than there is room for, ".repeat(3), 8, (i, j) -> 1);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(h.png()));
        int written = 0;
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 35 * Figure.PNG_SCALE; y < 50 * Figure.PNG_SCALE; y++) {
                if ((image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF) {
                    written = x;
                }
            }
        }
        assertTrue(
                written < image.getWidth() - 14 * Figure.PNG_SCALE && written > image.getWidth() / 2,
                written + " of " + image.getWidth());
    }

    @Test
    void blocksAreMeans() {
        HeatMap h = HeatMap.of("H", "", 128, (i, j) -> i + j);
        assertEquals(64, h.cells().length);
        assertEquals(1, h.cells()[0][0], 1e-12);
        assertEquals(4 + 1, h.cells()[1][1], 1e-12);
    }

    @Test
    void aFileIsWrittenByItsEnding(@TempDir Path directory) throws IOException {
        Figure f = BarChart.of("t", "u", List.of("a"), 1);
        assertEquals((byte) 'P', Files.readAllBytes(f.save(directory.resolve("a.png")))[1]);
        assertTrue(Files.readString(f.save(directory.resolve("a.SVG"))).startsWith("<?xml"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> f.save(directory.resolve("a.gif")))
                .getMessage()
                .contains("expected a name that ends in .png or .svg"));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2, files.count(), "nothing half-written is left");
        }
    }

    @Test
    void stackedFiguresKeepToTheirPlaces() throws IOException {
        Figure upper = BarChart.of("Upper", "%", List.of("a", "b"), 10, 40);
        Figure lower = BarChart.of("Lower", "n", List.of("c"), 3);
        Stacked both = new Stacked("Both", List.of(upper, lower));
        assertEquals(upper.height() + lower.height(), both.height());
        BufferedImage whole = ImageIO.read(new ByteArrayInputStream(both.png()));
        BufferedImage alone = ImageIO.read(new ByteArrayInputStream(upper.png()));
        assertEquals(alone.getWidth(), whole.getWidth());
        for (int y = 0; y < alone.getHeight(); y += 7) {
            for (int x = 0; x < alone.getWidth(); x += 7) {
                assertEquals(alone.getRGB(x, y), whole.getRGB(x, y), x + ", " + y);
            }
        }
        assertTrue(both.toString().indexOf("Upper") < both.toString().indexOf("Lower"));
        assertThrows(IllegalArgumentException.class, () -> new Stacked("None", List.of()));
    }

    @Test
    void whatCannotBeDrawnIsRefusedWithAReason() {
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", "u", List.of("a"), 1, 2));
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", "u", List.of("a"), -1));
        assertThrows(IllegalArgumentException.class, () -> BarChart.of("t", "u", List.of("a"), Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LineChart("t", "x", "y", List.of()));
        assertThrows(IllegalArgumentException.class, () -> Series.line("s", new double[1], new double[2]));
        assertThrows(
                IllegalArgumentException.class, () -> new HeatMap("t", "", List.of("a"), List.of(), new double[2][2]));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HeatMap("t", "", List.of(), List.of(), new double[][] {{1}, {1, 2}}));
    }

    @Test
    void aLineFarBelowTheOthersLeavesThePictureAndItsLabelSaysHowFar() {
        double[] shares = {0.25, 0.5, 1};
        Series close = Series.line("close", shares, new double[] {97, 99, 100});
        Series closer = Series.line("closer", shares, new double[] {98, 99.5, 100});
        Series random = Series.line("random", shares, new double[] {35, 75, 100});
        LineChart far = new LineChart("t", "x", "y", List.of(close, closer, random), true);
        assertEquals("random (off the scale, to 35.0)", far.legend(random));
        assertEquals("close", far.legend(close));
        Series near = Series.line("random", shares, new double[] {96, 98, 100});
        assertEquals("random", new LineChart("t", "x", "y", List.of(close, closer, near), true).legend(near));
        Series falling = Series.line("loss", new double[] {1, 2, 3}, new double[] {-200, 0, 1});
        assertEquals("loss", new LineChart("t", "x", "y", List.of(close, closer, falling)).legend(falling));
    }
}
