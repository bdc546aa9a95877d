package moelab.timing;

/** Thrown if a measurement is interrupted before there is anything to report. */
public final class InterruptedMeasurementException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    InterruptedMeasurementException() {
        super("interrupted before anything was measured");
    }
}
