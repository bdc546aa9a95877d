package moelab.table.report;

import java.util.List;

/**
 * The table of the poster that this project reproduces with another model, other text and another machine. These
 * figures are quoted; all others in the report are measured. The poster repeated MoEfication (Zhang et al. 2021, arXiv
 * 2110.01786) for translation; it is known here by this table and its findings, not by its title or its authors.
 *
 * <p>It has ten samples of growing size, times in seconds, and BLEU as a fraction of 1.
 */
public final class PublishedResults {
    /** Seconds of the dense model. */
    public static final List<Double> ORIGIN_TIME =
            List.of(4.00, 4.16, 4.82, 5.50, 6.73, 7.50, 10.71, 16.74, 21.63, 30.62);
    /** BLEU of the dense model. */
    public static final List<Double> ORIGIN_BLEU = List.of(0.21, 0.20, 0.25, 0.24, 0.25, 0.24, 0.27, 0.28, 0.27, 0.30);
    /** Seconds with half of the decoder's experts. */
    public static final List<Double> MOE_TIME = List.of(2.19, 2.82, 3.35, 4.09, 5.15, 6.17, 9.21, 14.71, 19.51, 29.78);
    /** BLEU with half of the decoder's experts. */
    public static final List<Double> MOE_BLEU = List.of(0.20, 0.19, 0.22, 0.22, 0.21, 0.25, 0.26, 0.25, 0.27, 0.28);

    private PublishedResults() {}

    /** Returns how many times as fast the second row of seconds is, over all samples together. */
    public static double speedup(List<Double> before, List<Double> after) {
        return sum(before) / sum(after);
    }

    /** Returns the percentage of the first row of BLEU that the second row keeps, as a mean over the samples. */
    public static double kept(List<Double> before, List<Double> after) {
        double sum = 0;
        for (int i = 0; i < before.size(); i++) {
            sum += after.get(i) / before.get(i);
        }
        return 100 * sum / before.size();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }
}
