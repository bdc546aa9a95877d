package moelab.table;

import java.util.ArrayList;
import java.util.List;
import moelab.experiment.Experiment;
import moelab.experiment.FineTuning;
import moelab.experiment.ProgressListener;
import moelab.experiment.Sentences;
import moelab.experiment.Settings;

/**
 * Rows of the table that take longer to measure and are therefore measured only on request. The rows {@code moe-joint}
 * are an exception: they are measured whenever a decoding step has several rows (a beam or a batch) and there are
 * validation sentences to set their thresholds on.
 *
 * @param encoder whether the encoder is converted as well, alone and with the decoder
 * @param tuning how the converted decoder is fine-tuned, or null if it is not
 * @param target percentage of the dense model's BLEU to keep with the smallest share of experts, or 0 for no such row
 * @param correction rank of the correction for skipped experts, or 0 for no such rows
 * @param train all training sentences; may be null unless the encoder is converted
 * @param validation all validation sentences; may be null if there are neither rows for a target nor for the encoder,
 *     and no fine-tuning
 */
public record OptionalRows(
        boolean encoder, FineTuning tuning, double target, int correction, Sentences train, Sentences validation) {
    /** No optional rows. */
    public static final OptionalRows NONE = new OptionalRows(false, null, 0, 0, null, null);

    private static final List<Double> TUNED = List.of(0.25, 0.125);
    private static final List<Double> JOINT = List.of(0.5, 0.25, 0.125);
    private static final List<Double> ENCODER = List.of(0.5, 0.25);

    private static final List<Double> CORRECTED = List.of(0.5, 0.25, 0.125);

    /** Creates optional rows without corrections. */
    public OptionalRows(boolean encoder, FineTuning tuning, double target, Sentences train, Sentences validation) {
        this(encoder, tuning, target, 0, train, validation);
    }

    public OptionalRows {
        if (!(target >= 0 && target <= 100)) {
            throw new IllegalArgumentException(
                    "target is " + target + " % of BLEU, expected at most 100, or 0 for no such row");
        }
        if (validation == null && (encoder || tuning != null || target > 0) || train == null && encoder) {
            throw new IllegalArgumentException(
                    "optional rows without their sentences, expected training and validation sentences");
        }
    }

    @Override
    public String toString() {
        List<String> rows = new ArrayList<>();
        if (target > 0) {
            rows.add("the smallest share for " + target + " % of BLEU");
        }
        if (tuning != null) {
            rows.add(tuning.toString());
        }
        if (correction > 0) {
            rows.add("corrections of rank " + correction);
        }
        if (encoder) {
            rows.add("the encoder converted as well");
        }
        return rows.isEmpty() ? "no more rows" : "more rows: " + String.join("; ", rows);
    }

    /** Returns the models whose rows choose together; none if a step has one row, or without validation sentences. */
    List<Candidate> joint(Experiment x, Settings s, ProgressListener progress) {
        return s.rows().count() > 1 && validation != null
                ? Candidate.joint(x, validation, JOINT, s, progress)
                : List.of();
    }

    List<Candidate> candidates(Experiment x, Settings s, ProgressListener progress) {
        List<Candidate> all = new ArrayList<>(joint(x, s, progress));
        if (target > 0) {
            all.add(Candidate.target(x, target, validation, s, progress));
        }
        if (tuning != null) {
            all.addAll(Candidate.fineTuned(x, tuning, correction, validation, TUNED, s, progress));
        }
        if (correction > 0) {
            all.addAll(Candidate.corrected(x, correction, CORRECTED, s));
        }
        if (encoder) {
            all.addAll(Candidate.encoder(x, train, validation, ENCODER, s, progress));
        }
        return all;
    }
}
