package moelab.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.InteractiveConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of long work on standard error: a bar with rate and time left on a terminal, a plain line every ten seconds
 * otherwise.
 *
 * <pre>
 *   try (Progress progress = new Progress("translating", sentences.size())) {
 *       for (String s : sentences) { ...; progress.step(); }
 *   }
 * </pre>
 */
public final class Progress implements AutoCloseable {
    private static final long EVERY = Duration.ofSeconds(10).toNanos();
    private final String task;
    private final long total;
    private final PrintStream plain; // null: there is a bar
    private final ProgressBar bar;
    private final long begun = System.nanoTime();
    private long done;
    private long printed = begun;

    /**
     * Begins.
     *
     * @param task what is being done, a few words
     * @param total steps until it is done
     */
    public Progress(String task, long total) {
        this(task, total, System.console() != null && !"dumb".equals(System.getenv("TERM")) ? null : System.err);
    }

    /** Creates one that prints plain lines to this stream, or draws a bar if it is null. */
    Progress(String task, long total, PrintStream plain) {
        this.task = task;
        this.total = total;
        this.plain = plain;
        this.bar = plain != null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setConsumer(new InteractiveConsoleProgressBarConsumer(System.err))
                        .setUpdateIntervalMillis(200)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed()
                        .build();
    }

    /** Counts one more step. */
    public void step() {
        to(done + 1);
    }

    /** Sets the number of steps that are done. */
    public void to(long steps) {
        done = steps;
        if (bar != null) {
            bar.stepTo(steps);
        } else if (System.nanoTime() - printed >= EVERY) {
            printed = System.nanoTime();
            double seconds = (printed - begun) * 1e-9;
            plain.println(String.format(
                    Locale.ROOT,
                    "%s: %,d of %,d (%.0f %%), %.1f per second, %.0f s left",
                    task,
                    done,
                    total,
                    100.0 * done / Math.max(1, total),
                    done / seconds,
                    (total - done) * seconds / Math.max(1, done)));
        }
    }

    /** Shows a message beside the bar. */
    public void say(String message) {
        if (bar != null) {
            bar.setExtraMessage(" " + message);
        } else {
            plain.println(task + ": " + message);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
