package moelab.table.report;

import moelab.decoding.StepClock.Part;
import moelab.experiment.Shares;

/** States in a few sentences what the numbers of a half-experts table mean, also when they disappoint. */
public final class Interpretation {
    private Interpretation() {}

    /** Returns the sentences for the kept share of the experts, with the rows that it is compared with. */
    public static String of(HalfExperts h) {
        TableRow half = h.kept();
        TableRow skip = h.row(HalfExperts.SKIP_ZEROS, 1);
        TableRow screened = h.row(HalfExperts.SCREENED, 1);
        StringBuilder text = new StringBuilder(HalfExpertsText.format(
                "With %s of the experts a decoder step takes %.3f ms instead of %.3f: ",
                Shares.name(half.keep()),
                half.times().millisPerToken().value(),
                h.dense().times().millisPerToken().value()));
        text.append(
                half.speedup() > 1.02
                        ? HalfExpertsText.format(
                                "%.2f times as fast, where Amdahl's law allows %.2f. ",
                                half.speedup(), half.times().amdahlBound())
                        : HalfExpertsText.format(
                                "no faster (%.2f), because the feed-forward networks are only %.0f %% of it. ",
                                half.speedup(), 100 * h.profile().share(Part.FEED_FORWARD)));
        text.append(HalfExpertsText.format(
                "It keeps %s of BLEU, %s (p = %.3f). ",
                Shares.percentSign(half.bleuKept()).replace("%", " %"),
                verdict(half),
                half.quality().pValue()));
        double own = half.speedup() / Math.max(skip.speedup(), screened.speedup());
        text.append(HalfExpertsText.format(
                "Without a router and without loss, skipping zeros is %.2f times as fast, and screening "
                        + "its neurons %.2f; ",
                skip.speedup(), screened.speedup()));
        text.append(
                own > 1.02
                        ? HalfExpertsText.format("experts are %.2f times as fast as the faster of the two. ", own)
                        : "at this share experts are no faster than the faster of the two. ");
        TableRow best = h.rows().stream()
                .filter(r -> r.kind() == TableRow.RowKind.MOE
                        && !r.encoderConverted()
                        && !r.quality().significantLoss())
                .max((a, b) -> Double.compare(a.speedup(), b.speedup()))
                .orElse(null);
        text.append(
                best == null
                        ? "At every share measured the loss of BLEU is significant."
                        : HalfExpertsText.format(
                                "The fastest row without a significant loss is %s: %.2f times as fast.",
                                best.label(), best.speedup()));
        return text.toString();
    }

    private static String verdict(TableRow r) {
        if (!r.quality().significant()) {
            return "which is no significant loss";
        }
        return r.bleuKept() < 100 ? "a significant loss" : "a significant gain";
    }
}
