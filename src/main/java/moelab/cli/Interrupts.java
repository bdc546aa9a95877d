package moelab.cli;

import java.io.PrintStream;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C while something long runs: the first one interrupts the thread, which training and measuring notice and stop
 * with what they have; the second one ends the program, with the status that shells expect of it.
 */
public final class Interrupts implements AutoCloseable {
    private static final int ENDED_BY_CTRL_C = 130;
    private static final Signal CTRL_C = new Signal("INT");
    private final SignalHandler before;

    private Interrupts(SignalHandler before) {
        this.before = before;
    }

    /**
     * From now on, and until closed, Ctrl-C interrupts the calling thread.
     *
     * @param idle whether nothing is running, so that Ctrl-C may end the program at once
     */
    public static Interrupts ofThisThread(PrintStream messages, BooleanSupplier idle) {
        Thread thread = Thread.currentThread();
        return new Interrupts(Signal.handle(CTRL_C, signal -> {
            if (idle.getAsBoolean() || thread.isInterrupted()) {
                messages.println();
                Runtime.getRuntime().exit(ENDED_BY_CTRL_C);
            }
            messages.println();
            messages.println("stopping; Ctrl-C again leaves at once");
            thread.interrupt();
        }));
    }

    /**
     * From now on, and until closed, Ctrl-C stops what is running.
     *
     * @param stop stops it; what runs decides what a second call means
     * @param idle whether nothing is running, so that Ctrl-C may end the program at once
     */
    public static Interrupts calling(Runnable stop, PrintStream messages, BooleanSupplier idle) {
        return new Interrupts(Signal.handle(CTRL_C, signal -> {
            messages.println();
            if (idle.getAsBoolean()) {
                Runtime.getRuntime().exit(ENDED_BY_CTRL_C);
            }
            stop.run();
        }));
    }

    @Override
    public void close() {
        Signal.handle(CTRL_C, before);
    }
}
