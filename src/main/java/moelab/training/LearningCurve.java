package moelab.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How a training went: one point for each evaluation on the validation text.
 *
 * @param points in the order of time
 */
public record LearningCurve(List<Evaluation> points) {
    private static final String HEADER =
            "step,epoch,seconds,rate,penalty,train_loss,validation_loss,validation_bleu,decoder_inactive";

    public LearningCurve {
        points = List.copyOf(points);
    }

    /**
     * One evaluation.
     *
     * @param step optimizer steps so far
     * @param epoch passes over the training text so far, a fraction in the middle of one
     * @param seconds of training and evaluating so far
     * @param rate learning rate of the last step
     * @param penalty weight of the activation penalty in the last step
     * @param trainLoss nats per target token since the point before, with dropout and without label smoothing
     * @param validationLoss nats per target token of the validation text, of the averaged weights
     * @param bleu of greedy translations of the validation text by the averaged weights, 0 to 100
     * @param decoderInactive share of decoder FFN activations that are 0 on the validation text
     */
    public record Evaluation(
            long step,
            double epoch,
            double seconds,
            double rate,
            double penalty,
            double trainLoss,
            double validationLoss,
            double bleu,
            double decoderInactive) {

        public Evaluation {
            // three digits are written, and what was best must still be so when read again
            bleu = Math.rint(1000 * bleu) / 1000;
        }

        /**
         * Returns this evaluation rounded to the digits that its line in a file has. A resumed training then compares
         * the same numbers that an uninterrupted one does.
         */
        Evaluation rounded() {
            return fromCsv(new LearningCurve(List.of(this)).toCsv()).points().get(0);
        }

        private String csv() {
            return String.format(
                    Locale.ROOT,
                    "%d,%.3f,%.1f,%.3e,%.3e,%.4f,%.4f,%.3f,%.4f",
                    step,
                    epoch,
                    seconds,
                    rate,
                    penalty,
                    trainLoss,
                    validationLoss,
                    bleu,
                    decoderInactive);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "epoch %5.1f  step %6d  %6.1f min  loss %.3f train, %.3f validation  BLEU %5.2f  decoder %.1f "
                            + "%% inactive",
                    epoch,
                    step,
                    seconds / 60,
                    trainLoss,
                    validationLoss,
                    bleu,
                    100 * decoderInactive);
        }
    }

    /** Returns this curve with one more point. */
    LearningCurve plus(Evaluation point) {
        List<Evaluation> longer = new ArrayList<>(points);
        longer.add(point);
        return new LearningCurve(longer);
    }

    /** Returns the evaluation with the highest BLEU, the first of equals. */
    public Evaluation best() {
        if (points.isEmpty()) {
            throw new IllegalStateException("nothing was evaluated yet");
        }
        return points.stream().max(Comparator.comparingDouble(Evaluation::bleu)).orElseThrow();
    }

    /** Returns a header line and one line per evaluation. */
    public String toCsv() {
        StringBuilder csv = new StringBuilder(HEADER).append('\n');
        points.forEach(p -> csv.append(p.csv()).append('\n'));
        return csv.toString();
    }

    /** Returns the curve that {@link #toCsv} wrote. */
    public static LearningCurve fromCsv(String csv) {
        List<String> lines = csv.lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new IllegalArgumentException("line 1 of the learning curve is not " + HEADER);
        }
        List<Evaluation> points = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] c = lines.get(i).split(",", -1);
            try {
                double[] v = new double[9];
                for (int j = 1; j < 9; j++) {
                    v[j] = Double.parseDouble(c[j]);
                }
                points.add(new Evaluation(Long.parseLong(c[0]), v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " of the learning curve is not nine numbers");
            }
        }
        return new LearningCurve(points);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        points.forEach(p -> text.append(p).append('\n'));
        return text.toString();
    }
}
