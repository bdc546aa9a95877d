package moelab.plot;

import java.awt.Graphics2D;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Charts one below the other in one file, for example a gain and its cost over the same axis.
 *
 * @param title what the charts show together, one line
 * @param figures from top to bottom, at least one
 */
public record Stacked(String title, List<Figure> figures) implements Figure {
    private static final int LINES = 8;

    public Stacked {
        figures = List.copyOf(figures);
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("'" + title + "' has no figures, expected at least one");
        }
    }

    @Override
    public int width() {
        return figures.stream().mapToInt(Figure::width).max().orElseThrow();
    }

    @Override
    public int height() {
        return figures.stream().mapToInt(Figure::height).sum();
    }

    /** Draws each chart with its share of the height. */
    @Override
    public void paint(Graphics2D g, int width, int height) {
        int top = 0;
        int natural = 0;
        for (Figure figure : figures) {
            natural += figure.height();
            int bottom = height * natural / height();
            Graphics2D own = (Graphics2D) g.create(0, top, width, bottom - top);
            figure.paint(own, width, bottom - top);
            own.dispose();
            top = bottom;
        }
    }

    @Override
    public String toString() {
        String gap = System.lineSeparator() + System.lineSeparator();
        return title + gap + figures.stream().map(Stacked::text).collect(Collectors.joining(gap));
    }

    /** Returns a figure as text. A line chart is half as high as it would be alone, so that several fit on a screen. */
    private static String text(Figure figure) {
        return figure instanceof LineChart lines ? lines.text(LINES) : figure.toString();
    }
}
