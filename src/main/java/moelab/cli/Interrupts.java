package moelab.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, and other requests to end, during long work: the first one asks the work to stop with what it has; the second
 * one ends the program, with the status that shells expect of it.
 */
public final class Interrupts implements AutoCloseable {
    private static final int BY_SIGNAL = 128; // plus the signal's number
    private static volatile int received; // the signal that stopped the latest work, or 0
    private static volatile boolean leaving; // a signal is ending the program

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    private final SignalHandler handler;

    private Interrupts(List<String> names, SignalHandler handler) {
        this.handler = handler;
        for (String name : names) {
            try {
                Signal signal = new Signal(name);
                before.put(signal, Signal.handle(signal, handler));
            } catch (IllegalArgumentException e) {
                // this system has no such signal, or the virtual machine keeps it (-Xrs)
            }
        }
    }

    /** Lets Ctrl-C interrupt the calling thread until the result is closed; training and measuring notice that. */
    public static Interrupts ofThisThread(PrintStream messages) {
        Thread thread = Thread.currentThread();
        received = 0;
        return new Interrupts(List.of("INT"), signal -> {
            if (received != 0) { // the thread may have taken note of it, and not ended yet
                messages.println();
                Runtime.getRuntime().exit(BY_SIGNAL + signal.getNumber());
            }
            received = signal.getNumber();
            messages.println();
            messages.println("stopping; Ctrl-C again leaves at once");
            thread.interrupt();
        });
    }

    /**
     * Lets Ctrl-C stop what is running until the result is closed.
     *
     * @param stop stops it; what runs decides what a second call means
     * @param idle whether nothing is running, so that Ctrl-C may end the program at once
     */
    public static Interrupts calling(Runnable stop, PrintStream messages, BooleanSupplier idle) {
        received = 0;
        return new Interrupts(List.of("INT"), signal -> {
            messages.println();
            if (idle.getAsBoolean()) {
                Runtime.getRuntime().exit(BY_SIGNAL + signal.getNumber());
            }
            stop.run();
        });
    }

    /**
     * Lets Ctrl-C, a request to terminate and the end of the terminal stop the work until the result is closed.
     *
     * @param stop asks the work to stop soon with what it has; called once, by another thread
     */
    public static Interrupts stopping(PrintStream messages, Runnable stop) {
        received = 0;
        return new Interrupts(List.of("INT", "TERM", "HUP"), signal -> {
            if (received != 0) {
                Runtime.getRuntime().exit(BY_SIGNAL + signal.getNumber());
            }
            received = signal.getNumber();
            messages.println();
            messages.println("stopping and saving; once more leaves at once");
            stop.run();
        });
    }

    /**
     * Lets Ctrl-C, a request to terminate and the end of the terminal end the program until the result is closed. The
     * user reads that it was interrupted, and nothing about work that fails because the program ends.
     *
     * @param before is done before the message
     */
    public static Interrupts ending(PrintStream messages, Runnable before) {
        return new Interrupts(List.of("INT", "TERM", "HUP"), signal -> {
            if (!leaving) {
                leaving = true;
                before.run();
                messages.println();
                messages.println("interrupted");
                Runtime.getRuntime().exit(BY_SIGNAL + signal.getNumber());
            }
        });
    }

    /** Returns whether a signal is ending the program, so that a failure has no meaning any more. */
    static boolean leaving() {
        return leaving;
    }

    /** Returns the exit status of work that a signal has stopped, or 0 if none has. */
    public static int status() {
        return received == 0 ? 0 : BY_SIGNAL + received;
    }

    /** Does what a signal does, where a shell may have told the process to ignore it. */
    void receive(String name) {
        handler.handle(new Signal(name));
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}
