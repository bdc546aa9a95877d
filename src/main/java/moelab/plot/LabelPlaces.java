package moelab.plot;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds places for the names of points, so that no name covers another name, a point or the frame if possible. */
final class LabelPlaces {
    private static final int HEIGHT = 11; // of a line of text, in points
    private static final int RINGS = 6; // distances from the point at which a name is tried

    private final Rectangle2D frame;
    private final List<Rectangle2D> taken = new ArrayList<>();

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

    /**
     * Returns the box for the name of a point and keeps it free of other names: the nearest free one above or below, to
     * the right, to the left or centered, or the one that covers least if none is free.
     *
     * @param wide width of the name, in points
     */
    Rectangle2D place(double x, double y, double radius, double wide) {
        List<Rectangle2D> candidates = new ArrayList<>();
        for (int ring = 0; ring < RINGS; ring++) {
            double away = radius + 2 + ring * HEIGHT / 2.0;
            for (double middle : new double[] {y - away, y + away}) {
                for (double left : new double[] {x + radius + 2, x - radius - 2 - wide, x - wide / 2}) {
                    double top = middle < y ? middle - HEIGHT + radius : middle - radius;
                    candidates.add(new Rectangle2D.Double(left, top, wide, HEIGHT));
                }
            }
        }
        Rectangle2D best = candidates.stream()
                .min(Comparator.comparingDouble(this::covered)) // the first among equals, which is the nearest
                .orElseThrow();
        taken.add(best);
        return best;
    }

    /** Returns the area of a box that is covered or outside the frame, in square points. */
    private double covered(Rectangle2D box) {
        double sum = box.getWidth() * box.getHeight() - area(box.createIntersection(frame));
        for (Rectangle2D other : taken) {
            sum += area(box.createIntersection(other));
        }
        return sum;
    }

    private static double area(Rectangle2D box) {
        return Math.max(0, box.getWidth()) * Math.max(0, box.getHeight());
    }
}
