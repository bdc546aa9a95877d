package moelab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Named points with error bars in both directions, in groups of one color each, with stepped lines along the Pareto
 * fronts.
 *
 * @param title one line
 * @param xLabel label of the horizontal axis
 * @param yLabel label of the vertical axis
 * @param groups names of the groups, in the order of their colors
 * @param points at least one
 * @param fronts lines of points that no other point beats, each from left to right; drawn as steps
 */
public record ScatterChart(
        String title, String xLabel, String yLabel, List<String> groups, List<Point> points, List<List<Point>> fronts)
        implements Figure {
    private static final int MARGIN = 56;
    private static final int TOP = 66;
    private static final int BOTTOM = 74;
    private static final int TICK_ROOM = 70; // least number of points between the numbers of an axis
    private static final int LEGEND_LINE = 16;
    private static final int LEGEND_MARK = 34; // points for a disk and the space around it
    private static final double RADIUS = 4;
    private static final int COLUMNS = 64;
    private static final int ROWS = 16;
    // of the points in the text; without the Greek letters that look like Latin ones
    private static final String MARKS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + "αβγδεζηθλμξπρστφχψωΓΔΘΛΞΠΣΦΨΩ";

    /**
     * A point.
     *
     * @param name what is written beside it
     * @param group number of its group, from 0
     * @param filled whether it is drawn as a disk, otherwise as a circle
     * @param x position on the horizontal axis
     * @param xError half the width of the interval of x
     * @param y position on the vertical axis
     * @param yError half the width of the interval of y
     */
    public record Point(String name, int group, boolean filled, double x, double xError, double y, double yError) {
        public Point {
            for (double value : new double[] {x, xError, y, yError}) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("point " + name + " has a coordinate or an error of " + value
                            + ", expected finite numbers");
                }
            }
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s: %.4g +- %.2g, %.4g +- %.2g", name, x, xError, y, yError);
        }
    }

    public ScatterChart {
        groups = List.copyOf(groups);
        points = List.copyOf(points);
        fronts = fronts.stream().map(List::copyOf).toList();
        if (points.isEmpty()) {
            throw new IllegalArgumentException("scatter chart '" + title + "' has no points, expected at least one");
        }
        for (Point p : points) {
            if (p.group < 0 || p.group >= groups.size()) {
                throw new IllegalArgumentException(
                        "point " + p.name + " is of group " + p.group + ", expected 0 to " + (groups.size() - 1));
            }
        }
    }

    @Override
    public int height() {
        return 480;
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setColor(Color.WHITE);
        g.fill(new Rectangle2D.Double(0, 0, width, height));
        List<List<Integer>> legend = legendLines(g, width);
        int floor = height - BOTTOM - LEGEND_LINE * (legend.size() - 1);
        Axis across = axis(p -> p.x, p -> p.xError, MARGIN, width - 24.0);
        Axis up = axis(p -> p.y, p -> p.yError, floor, TOP);
        title(g, width);
        axes(g, across, up, width, floor);
        for (List<Point> front : fronts) {
            steps(g, front, across, up);
        }
        for (Point p : points) {
            draw(g, p, across, up);
        }
        g.setFont(ChartTheme.TINY);
        LabelPlaces places = new LabelPlaces(new Rectangle2D.Double(MARGIN, TOP, width - MARGIN, floor - TOP));
        for (Point p : points) {
            places.occupy(across.place(p.x), up.place(p.y), RADIUS);
            places.occupyBar(across.place(p.x), up.place(p.y + p.yError), up.place(p.y - p.yError));
        }
        for (Point p : points) {
            places.write(g, p.name, across.place(p.x), up.place(p.y), RADIUS);
        }
        legend(g, legend, width, height);
    }

    /** Draws the title in one line, or in two if it is too long. */
    private void title(Graphics2D g, int width) {
        g.setColor(ChartTheme.INK);
        g.setFont(ChartTheme.title(title, width - 32));
        FontMetrics letters = g.getFontMetrics();
        int cut = letters.stringWidth(title) <= width - 32 ? -1 : title.lastIndexOf(' ', title.length() / 2);
        List<String> lines = cut < 0 ? List.of(title) : List.of(title.substring(0, cut), title.substring(cut + 1));
        for (int i = 0; i < lines.size(); i++) {
            float left = (width - letters.stringWidth(lines.get(i))) / 2f;
            g.drawString(lines.get(i), left, (cut < 0 ? 28f : 20f) + 14 * i);
        }
    }

    private void axes(Graphics2D g, Axis across, Axis up, int width, int floor) {
        g.setFont(ChartTheme.SMALL);
        g.setStroke(new BasicStroke(1));
        for (double y : up.ticks()) {
            double at = up.place(y);
            g.setColor(ChartTheme.GRID);
            g.draw(new Line2D.Double(MARGIN, at, width - 24.0, at));
            g.setColor(ChartTheme.FAINT);
            g.drawString(Text.number(y, up.high), MARGIN - 40f, (float) at + 4);
        }
        for (double x : across.ticks()) {
            g.setColor(ChartTheme.INK);
            g.drawString(Text.number(x, across.high), (float) across.place(x) - 10, floor + 16f);
        }
        g.setFont(ChartTheme.LABEL);
        g.setColor(ChartTheme.FAINT);
        g.drawString(xLabel, (width - g.getFontMetrics().stringWidth(xLabel)) / 2f, floor + 36f);
        g.drawString(yLabel, 12f, TOP - 10f);
    }

    private static void steps(Graphics2D g, List<Point> front, Axis across, Axis up) {
        if (front.isEmpty()) {
            return;
        }
        Path2D path = new Path2D.Double();
        path.moveTo(across.place(front.get(0).x), up.place(front.get(0).y));
        for (int i = 1; i < front.size(); i++) {
            path.lineTo(across.place(front.get(i).x), up.place(front.get(i - 1).y));
            path.lineTo(across.place(front.get(i).x), up.place(front.get(i).y));
        }
        g.setColor(ChartTheme.FAINT);
        g.setStroke(new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0));
        g.draw(path);
    }

    private static void draw(Graphics2D g, Point p, Axis across, Axis up) {
        double x = across.place(p.x);
        double y = up.place(p.y);
        g.setStroke(new BasicStroke(1));
        g.setColor(ChartTheme.FAINT);
        Path2D bars = new Path2D.Double();
        bars.moveTo(x, up.place(p.y - p.yError));
        bars.lineTo(x, up.place(p.y + p.yError));
        bars.moveTo(across.place(p.x - p.xError), y);
        bars.lineTo(across.place(p.x + p.xError), y);
        g.draw(bars);
        disk(g, p.group, p.filled, x, y);
    }

    private static void disk(Graphics2D g, int group, boolean filled, double x, double y) {
        Ellipse2D disk = new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
        g.setColor(filled ? ChartTheme.color(group) : Color.WHITE);
        g.fill(disk);
        g.setColor(ChartTheme.color(group));
        g.setStroke(new BasicStroke(1.8f));
        g.draw(disk);
    }

    /** Returns the numbers of the groups, line by line, so that no line of the legend is wider than the chart. */
    private List<List<Integer>> legendLines(Graphics2D g, int width) {
        FontMetrics letters = g.getFontMetrics(ChartTheme.LABEL);
        List<List<Integer>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        int wide = 0;
        for (int group = 0; group < groups.size(); group++) {
            int entry = letters.stringWidth(groups.get(group)) + LEGEND_MARK;
            if (wide > 0 && wide + entry > width) {
                lines.add(new ArrayList<>());
                wide = 0;
            }
            lines.get(lines.size() - 1).add(group);
            wide += entry;
        }
        return lines;
    }

    private void legend(Graphics2D g, List<List<Integer>> lines, int width, int height) {
        g.setFont(ChartTheme.LABEL);
        FontMetrics letters = g.getFontMetrics();
        for (int line = 0; line < lines.size(); line++) {
            double y = height - 16.0 - LEGEND_LINE * (lines.size() - 1 - line);
            int wide = lines.get(line).stream()
                    .mapToInt(group -> letters.stringWidth(groups.get(group)) + LEGEND_MARK)
                    .sum();
            double x = (width - wide) / 2.0 + 12;
            for (int group : lines.get(line)) {
                disk(g, group, true, x, y);
                g.setColor(ChartTheme.INK);
                g.drawString(groups.get(group), (float) x + 10, (float) y + 4);
                x += letters.stringWidth(groups.get(group)) + LEGEND_MARK;
            }
        }
    }

    private Axis axis(ToDoubleFunction<Point> value, ToDoubleFunction<Point> error, double from, double to) {
        double low = points.stream()
                .mapToDouble(p -> value.applyAsDouble(p) - error.applyAsDouble(p))
                .min()
                .orElse(0);
        double high = points.stream()
                .mapToDouble(p -> value.applyAsDouble(p) + error.applyAsDouble(p))
                .max()
                .orElse(1);
        double room = high > low ? 0.08 * (high - low) : 1;
        return new Axis(low - room, high + room, from, to);
    }

    /** Maps values from {@code low} to {@code high} linearly to positions from {@code from} to {@code to}. */
    private record Axis(double low, double high, double from, double to) {
        double place(double value) {
            return from + (value - low) / (high - low) * (to - from);
        }

        /** Returns round numbers within the axis, as many as there is room for. */
        double[] ticks() {
            double rough = (high - low) / Math.max(2, Math.abs(to - from) / TICK_ROOM);
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = rough / power < 1.5
                    ? power
                    : rough / power < 3.5 ? 2 * power : rough / power < 7.5 ? 5 * power : 10 * power;
            double first = Math.ceil(low / step) * step;
            double[] ticks = new double[(int) Math.floor((high - first) / step) + 1];
            Arrays.setAll(ticks, i -> first + i * step);
            return ticks;
        }
    }

    @Override
    public String toString() {
        Axis across = axis(p -> p.x, p -> 0, 0, COLUMNS - 1);
        Axis up = axis(p -> p.y, p -> 0, ROWS - 1, 0);
        char[][] grid = new char[ROWS][COLUMNS];
        for (char[] row : grid) {
            Arrays.fill(row, ' ');
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            Point p = points.get(i);
            grid[(int) Math.round(up.place(p.y))][(int) Math.round(across.place(p.x))] = mark(i);
        }
        List<String> lines = new ArrayList<>(List.of(title, "  " + yLabel));
        for (int row = 0; row < ROWS; row++) {
            double value = row == 0 ? up.high : up.low;
            String mark = row == 0 || row == ROWS - 1 ? Text.number(value, up.high) : "";
            lines.add(("  " + Text.padLeft(mark, 6) + " │" + new String(grid[row])).stripTrailing());
        }
        lines.add("         └" + "─".repeat(COLUMNS));
        String left = Text.number(across.low, across.high);
        lines.add(" ".repeat(10)
                + left
                + " ".repeat(Math.max(1, (COLUMNS - xLabel.length()) / 2 - left.length()))
                + xLabel);
        for (int i = 0; i < points.size(); i++) {
            Point p = points.get(i);
            boolean onFront = fronts.stream().anyMatch(front -> front.contains(p));
            lines.add("  " + mark(i) + " " + p.name + ", " + groups.get(p.group) + (onFront ? ", on the front" : ""));
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** Returns the mark of a point; the last points of a very full chart share a star. */
    private static char mark(int i) {
        return i < MARKS.length() ? MARKS.charAt(i) : '*';
    }
}
