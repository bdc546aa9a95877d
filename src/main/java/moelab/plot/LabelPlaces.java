package moelab.plot;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds places for the names of points, so that no name covers another name, a point or the frame if possible. A name
 * that has to stand away from its point is joined to it by a thin line.
 */
final class LabelPlaces {
    private static final int HEIGHT = 12; // of a line of text with the space around it, in points
    private static final int RINGS = 16; // distances from the point at which a name is tried
    private static final double WIDER = 1.05; // a name with the room that it wants beside it, of its own width
    private static final double BAR = 0.05; // how bad it is to cover a bar, where covering a name or a point is 1
    private static final double COVERED = 10; // points farther away that are as bad as a square point covered

    private final Rectangle2D frame;
    private final List<Rectangle2D> taken = new ArrayList<>();
    private final List<Rectangle2D> bars = new ArrayList<>();

    /**
     * Creates an empty set of places.
     *
     * @param frame rectangle within which names should stay
     */
    LabelPlaces(Rectangle2D frame) {
        this.frame = frame;
    }

    /** Reserves the square around a disk, so that names keep off it. */
    void occupy(double x, double y, double radius) {
        taken.add(new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    /** Asks names to keep off an upright bar if there is room beside it. */
    void occupyBar(double x, double top, double bottom) {
        bars.add(new Rectangle2D.Double(x - 1, top, 2, bottom - top));
    }

    /** Writes the name of a point at the best place. */
    void write(Graphics2D g, String name, double x, double y, double radius) {
        Rectangle2D at = place(x, y, radius, g.getFontMetrics().stringWidth(name));
        double nearX = Math.max(at.getX(), Math.min(x, at.getMaxX()));
        double nearY = Math.max(at.getY() + 2, Math.min(y, at.getMaxY() - 2));
        double away = Math.hypot(nearX - x, nearY - y);
        if (away > 3 * radius) {
            double from = radius / away;
            g.setColor(ChartTheme.FAINT);
            g.setStroke(new BasicStroke(0.5f));
            g.draw(new Line2D.Double(x + from * (nearX - x), y + from * (nearY - y), nearX, nearY));
        }
        g.setColor(ChartTheme.INK);
        g.drawString(name, (float) at.getX(), (float) at.getMaxY() - 2.5f);
    }

    /**
     * Returns the box for the name of a point and keeps it free of other names: above or below, to the right, to the
     * left or centered, as near as it can be without covering anything.
     *
     * @param written width of the name, in points
     */
    Rectangle2D place(double x, double y, double radius, double written) {
        double wide = written * WIDER;
        Rectangle2D best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int ring = 0; ring < RINGS; ring++) {
            double away = radius + 2 + ring * HEIGHT / 2.0;
            for (double middle : new double[] {y - away, y + away}) {
                for (double left : new double[] {x + radius + 2, x - radius - 2 - wide, x - wide / 2}) {
                    double top = middle < y ? middle - HEIGHT + radius : middle - radius;
                    Rectangle2D box = new Rectangle2D.Double(left, top, wide, HEIGHT);
                    double cost = covered(box) * COVERED + away;
                    if (cost < least) {
                        least = cost;
                        best = box;
                    }
                }
            }
        }
        taken.add(best);
        return best;
    }

    /** Returns the area of a box that is covered or outside the frame, in square points; bars count for less. */
    private double covered(Rectangle2D box) {
        double sum = box.getWidth() * box.getHeight() - area(box.createIntersection(frame));
        for (Rectangle2D other : taken) {
            sum += area(box.createIntersection(other));
        }
        for (Rectangle2D bar : bars) {
            sum += BAR * area(box.createIntersection(bar));
        }
        return sum;
    }

    private static double area(Rectangle2D box) {
        return Math.max(0, box.getWidth()) * Math.max(0, box.getHeight());
    }
}
