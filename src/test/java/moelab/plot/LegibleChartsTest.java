package moelab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines, labels and scales can be told apart and read, also in a chart as wide as a telephone. */
class LegibleChartsTest {
    private static final int VERMILLION = 0xd55e00;

    @Test
    void linesThatCoincideCanBothBeSeen() throws IOException {
        double[] x = IntStream.range(0, 40).asDoubleStream().toArray();
        LineChart chart = new LineChart("t", "x", "y", List.of(Series.line("a", x, x), Series.line("b", x, x)));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(chart.png()));
        BufferedImage lines = image.getSubimage(0, 0, image.getWidth(), image.getHeight() * 4 / 5); // without legend
        assertTrue(
                FiguresTest.pixels(lines, FiguresTest.BLUE) > 1_000,
                "the first: " + FiguresTest.pixels(lines, FiguresTest.BLUE));
        assertTrue(
                FiguresTest.pixels(lines, VERMILLION) > 1_000, "the second: " + FiguresTest.pixels(lines, VERMILLION));
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 720})
    void everyGroupOfBarsHasItsOwnLabel(int width) {
        List<String> labels = List.of(
                "dense",
                "skip zeros",
                "screened",
                "narrow-512",
                "moe 1/2",
                "moe 1/4",
                "moe 1/5",
                "moe 1/8",
                "moe 1/16");
        double[] ones = FiguresTest.ones(labels.size());
        String svg =
                new BarChart("t", "u", labels, List.of(Series.bars("a", ones), Series.bars("b", ones))).svg(width, 360);
        Matcher ink = Pattern.compile("fill=\"rgb\\(34,43,56\\)\"[^>]*font-size=\"11px\"[^>]*><path d=\"([^\"]*)\"")
                .matcher(svg); // XChart draws letters as shapes
        Set<String> shapes = new HashSet<>();
        while (ink.find()) {
            shapes.add(ink.group(1));
        }
        assertEquals(labels.size(), shapes.size(), svg);
    }

    @Test
    void aHeatMapHasAScale() {
        String svg = HeatMap.of("H", "", 4, (i, j) -> 3 * i + j).svg();
        assertTrue(svg.contains(">0.0<") && svg.contains(">12.0<"), svg);
        HeatMap counted = HeatMap.of("H", "", 4, (i, j) -> 3 * i + j).withUnit("tokens");
        assertTrue(counted.svg().contains(">12.0 tokens<"), "the scale says of what");
        assertTrue(counted.toString().endsWith(" 12.0 tokens"), counted::toString);
        Matcher high = Pattern.compile("x=\"([0-9.]+)\"[^>]*>1.00 (tokens on which a pair fires)<")
                .matcher(HeatMap.of("H", "", 4, (i, j) -> i == j ? 1 : 0)
                        .withUnit("tokens on which a pair fires")
                        .svg(360, 360));
        assertTrue(high.find(), "a long unit");
        assertTrue(Double.parseDouble(high.group(1)) + 5.2 * high.group(2).length() < 350, "in a narrow chart");
    }

    /** A browser without the font that was measured would otherwise draw a name away from its point. */
    @Test
    void everyTextHasTheWidthThatItWasLaidOutWith() {
        String name = "narrow-512, beam 4";
        String svg = new ScatterChart(
                        "t",
                        "x",
                        "y",
                        List.of("group"),
                        List.of(new ScatterChart.Point(name, 0, true, 1, 0, 2, 0)),
                        List.of())
                .svg();
        Matcher texts = Pattern.compile("<text([^>]*)>([^<]+)<").matcher(svg);
        int found = 0;
        while (texts.find()) {
            Matcher width = Pattern.compile("textLength=\"([0-9.]+)\"").matcher(texts.group(1));
            assertTrue(width.find(), texts.group());
            assertTrue(texts.group(1).contains("lengthAdjust=\"spacingAndGlyphs\""), texts.group());
            if (texts.group(2).equals(name)) {
                found++;
                int measured = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                        .getGraphics()
                        .getFontMetrics(ChartTheme.TINY)
                        .stringWidth(name);
                assertEquals(measured, Double.parseDouble(width.group(1)), 3);
            }
        }
        assertEquals(1, found, svg);
    }

    @Test
    void namesOfCloseByPointsDoNotCoverEachOther() {
        LabelPlaces places = new LabelPlaces(new Rectangle2D.Double(0, 0, 300, 200));
        List<Rectangle2D> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            places.occupy(150 + i, 100, 4);
        }
        for (int i = 0; i < 6; i++) {
            Rectangle2D box = places.place(150 + i, 100, 4, 60);
            assertTrue(taken.stream().noneMatch(box::intersects), () -> box + " among " + taken);
            assertFalse(box.intersects(146, 96, 13, 8), "over the points: " + box);
            taken.add(box);
        }
        assertTrue(places.place(298, 10, 4, 60).getMaxX() <= 300, "stays within the frame");
    }

    @Test
    void namesOfManyPointsInANarrowChartDoNotCoverEachOther() {
        LabelPlaces places = new LabelPlaces(new Rectangle2D.Double(56, 66, 304, 204));
        List<Rectangle2D> taken = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            places.occupy(90 + 4 * i, 150 - 4 * i, 4);
            places.occupyBar(90 + 4 * i, 130 - 4 * i, 170 - 4 * i);
        }
        for (int i = 0; i < 10; i++) {
            Rectangle2D box = places.place(90 + 4 * i, 150 - 4 * i, 4, 70);
            assertTrue(taken.stream().noneMatch(box::intersects), () -> box + " among " + taken);
            taken.add(box);
        }
    }

    @Test
    void aLongTitleIsWrittenSmallerUntilItFits() {
        Font font = ChartTheme.title("a title of more letters than there is room for, ".repeat(2), 600);
        assertTrue(font.getSize2D() < ChartTheme.TITLE.getSize2D() && font.getSize2D() >= 10, font::toString);
        assertEquals(ChartTheme.TITLE, ChartTheme.title("short", 600));
        assertTrue(ChartTheme.title("a long title, ".repeat(50), 300).getSize2D() * 348 / 360 >= 10, "on a telephone");
        assertTrue(ChartTheme.TINY.getSize2D() * 348 / 360 >= 10);
    }
}
