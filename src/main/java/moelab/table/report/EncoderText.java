package moelab.table.report;

import static moelab.table.report.HalfExpertsText.format;

import java.util.ArrayList;
import java.util.List;
import moelab.experiment.Shares;

/**
 * The part of the report on models whose encoder has experts. It is separate because the main result concerns the
 * decoder.
 */
final class EncoderText {
    private EncoderText() {}

    /** Returns the lines: the dense model, then every row whose encoder has experts. */
    static List<String> of(HalfExperts h) {
        List<String> lines = new ArrayList<>();
        lines.add("With the encoder converted as well; ms of the encoder per sentence, s for all sentences:");
        lines.add(format(
                "%-24s %7s %7s %16s %6s %7s %6s %6s %6s %6s",
                "", "encoder", "decoder", "ms/sentence", "faster", "s", "faster", "BLEU", "kept", "p"));
        for (TableRow r : h.rows().stream()
                .filter(r -> r == h.dense() || r.encoderConverted())
                .toList()) {
            lines.add(format(
                    "%-24s %6.1f%% %6.1f%% %7.4f %8s %6.2f %7.3f %6.2f %6.2f %6s %6s",
                    r.label(),
                    100 * r.computed().encoderShare(),
                    100 * r.share(),
                    r.times().encoderMillis().value(),
                    h.settings().rounds() == 1
                            ? "" // one round has no spread
                            : format("+-%6.4f", r.times().encoderMillis().spread()),
                    h.dense().times().encoderMillis().value()
                            / r.times().encoderMillis().value(),
                    r.times().secondsTotal().value(),
                    h.dense().times().secondsTotal().value()
                            / r.times().secondsTotal().value(),
                    r.bleu(),
                    Shares.percentSign(r.bleuKept()),
                    r == h.dense() ? "" : format("%.4f", r.quality().pValue())));
        }
        return lines;
    }
}
