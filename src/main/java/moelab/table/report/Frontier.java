package moelab.table.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import moelab.table.report.TableRow.RowKind;
import moelab.timing.Measured;

/**
 * Quality against time: every model is a point, and the points that no other point beats form the Pareto front.
 *
 * @param beam 1 for greedy search, otherwise the beam width
 * @param points the models, in the order of the table
 */
public record Frontier(int beam, List<FrontierPoint> points) {
    public Frontier {
        points = List.copyOf(points);
    }

    /**
     * One model.
     *
     * @param name as in the table, with the share of its experts
     * @param kind the kind of model
     * @param micros decoder time per target token, in microseconds
     * @param bleu BLEU
     * @param bleuError half the width of the 95 % interval of the difference to the dense model
     */
    public record FrontierPoint(String name, RowKind kind, Measured micros, double bleu, double bleuError) {
        /** Returns the point of a row; its interval of the percentage kept is converted to BLEU. */
        public static FrontierPoint of(TableRow row) {
            return new FrontierPoint(
                    row.label(),
                    row.kind(),
                    row.times().millisPerToken().map(ms -> 1000 * ms),
                    row.bleu(),
                    (row.quality().keptInterval().upper()
                                    - row.quality().keptInterval().lower())
                            / 200
                            * row.bleu()
                            * 100
                            / row.bleuKept());
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%-20s %7.2f us %6.2f +- %.2f BLEU", name, micros.value(), bleu, bleuError);
        }

        /** Returns whether another model is at least as good in both time and BLEU, and better in one of them. */
        boolean beatenBy(FrontierPoint other) {
            return other.micros.value() <= micros.value()
                    && other.bleu >= bleu
                    && (other.micros.value() < micros.value() || other.bleu > bleu);
        }
    }

    /**
     * Returns the points of the rows that a user could choose: no oracle, no random router, and of the experts only
     * those under the chosen budget. A row without an interval is left out, because its BLEU or the dense model's is 0.
     */
    public static Frontier of(int beam, List<TableRow> rows) {
        return new Frontier(
                beam,
                rows.stream()
                        .filter(r -> r.kind().lossless() || r.kind() == RowKind.STATIC || r.choosable())
                        .map(FrontierPoint::of)
                        .filter(p -> Double.isFinite(p.bleuError))
                        .toList());
    }

    /** Returns the points that no other point beats, the fastest first. */
    public List<FrontierPoint> front() {
        return points.stream()
                .filter(p -> points.stream().noneMatch(p::beatenBy))
                .sorted(Comparator.comparingDouble(p -> p.micros().value()))
                .toList();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(beam == 1 ? "greedy" : "beam " + beam);
        List<FrontierPoint> front = front();
        points.forEach(p -> lines.add(p + (front.contains(p) ? "  on the front" : "")));
        return String.join(System.lineSeparator(), lines);
    }
}
