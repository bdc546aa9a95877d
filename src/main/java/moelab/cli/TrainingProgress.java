package moelab.cli;

import java.io.PrintWriter;
import java.util.Locale;
import moelab.training.LearningCurve;
import moelab.training.TrainingListener;
import moelab.training.TrainingStep;

/** Shows how a training goes: the loss on a moving line, and a line that stays for each evaluation. */
public final class TrainingProgress implements TrainingListener, AutoCloseable {
    private static final int PARTS = 1000; // of the whole training
    private static final long EVERY = 5_000_000_000L;
    private final PrintWriter out;
    private final Progress progress = new Progress("training", PARTS);
    private long since = System.nanoTime();
    private long subwords;
    private double nats;
    private double bleu;

    public TrainingProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void stepped(TrainingStep step) {
        subwords += step.tokens();
        nats += step.loss() * step.tokens();
        progress.to(Math.round(PARTS * step.progress()));
        double seconds = (System.nanoTime() - since) * 1e-9;
        if (seconds * 1e9 >= EVERY) {
            progress.say(String.format(
                    Locale.ROOT,
                    "step %d, loss %.3f, %,.0f tokens/s, decoder %.0f %% inactive, BLEU %.1f",
                    step.number(),
                    nats / subwords,
                    subwords / seconds,
                    100 * step.decoderInactive(),
                    bleu));
            since = System.nanoTime();
            subwords = 0;
            nats = 0;
        }
    }

    @Override
    public void evaluated(LearningCurve.Evaluation point, boolean best) {
        bleu = point.bleu();
        out.println(point + (best ? "  *" : ""));
        out.flush();
    }

    @Override
    public void close() {
        progress.close();
    }
}
