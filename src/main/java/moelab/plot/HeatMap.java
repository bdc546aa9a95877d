package moelab.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A matrix as colors: white where it is smallest, darkest where it is largest.
 *
 * <p>A large matrix is shown in square blocks, each the mean of the entries it covers: {@link #of(String, String, int,
 * Entry)}.
 *
 * @param title one line
 * @param caption a second line, or empty
 * @param rowLabels one label per row, or empty
 * @param columnLabels one label per column, or empty
 * @param cells entries, rows x columns, none negative
 * @param unit what the numbers of the scale count, or empty
 */
public record HeatMap(
        String title, String caption, List<String> rowLabels, List<String> columnLabels, double[][] cells, String unit)
        implements Figure {
    private static final int MOST_CELLS = 64;
    private static final int MOST_CHARACTERS = 32;
    private static final int LEVELS = 24;
    private static final int SCALE = 32; // points below the cells, for the scale of colors

    /** One entry of a matrix. */
    @FunctionalInterface
    public interface Entry {
        /** Returns the entry in this row and column. */
        double at(int row, int column);
    }

    public HeatMap {
        if (cells.length == 0 || cells[0].length == 0) {
            throw new IllegalArgumentException(
                    "heat map '" + title + "' is empty, expected at least one row and column");
        }
        for (double[] row : cells) {
            if (row.length != cells[0].length) {
                throw new IllegalArgumentException(
                        "heat map '" + title + "' has rows of " + cells[0].length + " and of " + row.length);
            }
        }
        if (!rowLabels.isEmpty() && rowLabels.size() != cells.length
                || !columnLabels.isEmpty() && columnLabels.size() != cells[0].length) {
            throw new IllegalArgumentException("heat map '" + title + "': " + rowLabels.size() + " and "
                    + columnLabels.size() + " labels for " + cells.length + " x " + cells[0].length + " cells");
        }
        rowLabels = List.copyOf(rowLabels);
        columnLabels = List.copyOf(columnLabels);
        cells = copy(cells);
    }

    /** Creates a heat map whose scale has numbers only. */
    public HeatMap(String title, String caption, List<String> rowLabels, List<String> columnLabels, double[][] cells) {
        this(title, caption, rowLabels, columnLabels, cells, "");
    }

    /** Returns the same heat map with a scale that says what its numbers count. */
    public HeatMap withUnit(String of) {
        return new HeatMap(title, caption, rowLabels, columnLabels, cells, of);
    }

    private static double[][] copy(double[][] cells) {
        return Arrays.stream(cells).map(double[]::clone).toArray(double[][]::new);
    }

    /** Returns a copy of the entries. */
    @Override
    public double[][] cells() {
        return copy(cells);
    }

    /** Returns the heat map of a square matrix, without labels, in at most 64 x 64 blocks. */
    public static HeatMap of(String title, String caption, int size, Entry entry) {
        int count = Math.min(size, MOST_CELLS);
        return new HeatMap(title, caption, List.of(), List.of(), BlockMeans.of(size, size, count, count, entry));
    }

    private boolean labeled() {
        return !rowLabels.isEmpty() || !columnLabels.isEmpty();
    }

    @Override
    public int width() {
        return labeled() ? 640 : 460;
    }

    @Override
    public int height() {
        return (labeled() ? 140 + 30 * cells.length : 510) + SCALE;
    }

    /** Returns the entries scaled from 0 for the smallest to 1 for the largest. */
    private static double[][] shares(double[][] of) {
        double least = Double.POSITIVE_INFINITY;
        double most = 0;
        for (double[] row : of) {
            for (double v : row) {
                least = Math.min(least, v);
                most = Math.max(most, v);
            }
        }
        double[][] shares = new double[of.length][of[0].length];
        for (int r = 0; r < of.length; r++) {
            for (int c = 0; c < of[0].length; c++) {
                shares[r][c] = most == least ? Math.signum(most) : (of[r][c] - least) / (most - least);
            }
        }
        return shares;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setFont(ChartTheme.title(title, width - 32));
        g.setColor(ChartTheme.INK);
        g.drawString(title, 16, 28);
        caption(g, width - 32);
        g.setFont(ChartTheme.LABEL);
        FontMetrics metrics = g.getFontMetrics();
        int left = 16
                + (rowLabels.isEmpty()
                        ? 0
                        : 8
                                + rowLabels.stream()
                                        .mapToInt(metrics::stringWidth)
                                        .max()
                                        .orElse(0));
        int above = 60
                + (columnLabels.isEmpty()
                        ? 0
                        : 8
                                + columnLabels.stream()
                                                .mapToInt(metrics::stringWidth)
                                                .max()
                                                .orElse(0)
                                        * 7
                                        / 10);
        int right = columnLabels.isEmpty() ? 16 : 70;
        double w = (width - left - right) / (double) cells[0].length;
        double h = (height - above - 16 - SCALE) / (double) cells.length;
        if (!labeled()) {
            w = Math.min(w, h);
            h = w;
        }
        cells(g, left, above, w, h);
        labels(g, left, above, w, h, metrics);
        ColorScale.of(cells, unit).paint(g, 16, height - SCALE + 6, width - 32);
    }

    /** Draws the caption in one line, as large as fits, or else in two lines of small text. */
    private void caption(Graphics2D g, int room) {
        Font font = ChartTheme.LABEL;
        while (font.getSize2D() > ChartTheme.SMALLEST && g.getFontMetrics(font).stringWidth(caption) > room) {
            font = font.deriveFont(font.getSize2D() - 0.5f);
        }
        g.setFont(font);
        g.setColor(ChartTheme.FAINT);
        int cut = g.getFontMetrics().stringWidth(caption) <= room ? -1 : caption.lastIndexOf(' ', caption.length() / 2);
        g.drawString(cut < 0 ? caption : caption.substring(0, cut), 16, cut < 0 ? 47 : 43);
        g.drawString(cut < 0 ? "" : caption.substring(cut + 1), 16, 55);
    }

    private void cells(Graphics2D g, int left, int above, double w, double h) {
        double[][] shares = shares(cells);
        // one path per color, and one rectangle per run, keep an SVG small
        for (int level = 1; level <= LEVELS; level++) {
            Path2D path = new Path2D.Double();
            for (int r = 0; r < cells.length; r++) {
                for (int c = 0, end; c < cells[0].length; c = end) {
                    end = c + 1;
                    while (end < cells[0].length && level(shares[r][end]) == level(shares[r][c])) {
                        end++;
                    }
                    if (level(shares[r][c]) == level) {
                        add(
                                path,
                                round(left + c * w),
                                round(above + r * h),
                                round(left + end * w),
                                round(above + (r + 1) * h));
                    }
                }
            }
            g.setColor(ChartTheme.shade(level / (double) LEVELS));
            g.fill(path);
        }
        g.setColor(ChartTheme.GRID);
        g.draw(new Rectangle2D.Double(left, above, w * cells[0].length, h * cells.length));
    }

    private static int level(double share) {
        return (int) Math.ceil(share * LEVELS - 1e-9);
    }

    private static double round(double at) {
        return Math.round(at * 2) / 2.0; // half points are whole pixels
    }

    private static void add(Path2D path, double x0, double y0, double x1, double y1) {
        path.moveTo(x0, y0);
        path.lineTo(x1, y0);
        path.lineTo(x1, y1);
        path.lineTo(x0, y1);
        path.closePath();
    }

    private void labels(Graphics2D g, int left, int above, double w, double h, FontMetrics metrics) {
        g.setColor(ChartTheme.INK);
        for (int r = 0; r < rowLabels.size(); r++) {
            g.drawString(rowLabels.get(r), left - 8 - metrics.stringWidth(rowLabels.get(r)), (float)
                    (above + (r + 0.5) * h + 4));
        }
        for (int c = 0; c < columnLabels.size(); c++) {
            var before = g.getTransform();
            g.translate(left + (c + 0.5) * w + 2, above - 6);
            g.rotate(-Math.PI / 4);
            g.drawString(columnLabels.get(c), 0, 0);
            g.setTransform(before);
        }
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>(List.of(title));
        if (!caption.isEmpty()) {
            lines.add(caption);
        }
        int rows = cells.length;
        int columns = cells[0].length;
        double[][] shown = BlockMeans.of(
                rows,
                columns,
                rowLabels.isEmpty() ? Math.min(rows, MOST_CHARACTERS) : rows,
                columnLabels.isEmpty() ? Math.min(columns, MOST_CHARACTERS) : columns,
                (i, j) -> cells[i][j]);
        double[][] shares = shares(shown);
        int margin = rowLabels.stream().mapToInt(String::length).max().orElse(0);
        for (int r = 0; r < shown.length; r++) {
            String label = rowLabels.isEmpty() ? "" : rowLabels.get(r);
            StringBuilder line = new StringBuilder("  " + Text.padLeft(label, margin) + " │");
            for (int c = 0; c < shown[0].length; c++) {
                line.append(String.valueOf(Text.shade(shares[r][c])).repeat(2));
            }
            lines.add(line.append("│").toString());
        }
        for (int c = 0; c < columnLabels.size(); c++) { // one label per line, under its column
            lines.add("  " + " ".repeat(margin + 2 + 2 * c) + "└ " + columnLabels.get(c));
        }
        lines.add("  " + " ".repeat(margin + 2) + ColorScale.of(shown, unit));
        return String.join(System.lineSeparator(), lines);
    }
}
