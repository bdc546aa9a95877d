package moelab.timing;

import java.util.Locale;

/**
 * A measured value.
 *
 * @param value the value, a median over rounds
 * @param spread half the distance between the largest and the smallest round
 */
public record Measured(double value, double spread) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g +- %.2g", value, spread);
    }
}
