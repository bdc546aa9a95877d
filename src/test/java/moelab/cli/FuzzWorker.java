package moelab.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import sun.misc.Signal;

/**
 * A process that makes one call of the command line after the other, because a process for each of thousands of calls
 * would take hours.
 *
 * <p>A line of standard input is a call: {@code full} or {@code open} for a standard output that fails or works, then
 * what standard input holds and the words, all in Base64. The answer is a line: exit status, whether output was lost,
 * standard output and standard error.
 */
final class FuzzWorker {
    private static final int INTERRUPT_AFTER = 5; // seconds, as somebody's Ctrl-C: what runs longer shows nothing new

    private FuzzWorker() {}

    public static void main(String[] args) throws IOException {
        BufferedReader calls = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        PrintStream answers =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        for (String call = calls.readLine(); call != null; call = calls.readLine()) {
            String[] fields = call.split(" ");
            answers.println(answer(
                    fields[0].equals("full"),
                    decoded(fields[1]),
                    Arrays.stream(fields).skip(2).map(FuzzWorker::decoded).toArray(String[]::new)));
        }
        System.exit(0);
    }

    private static String answer(boolean full, String input, String[] words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StandardOutput output = new StandardOutput(full ? new Full() : out);
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        Thread impatient = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(INTERRUPT_AFTER * 1000L);
                    Signal.raise(new Signal("INT"));
                }
            } catch (InterruptedException e) {
                return; // the call has come back
            }
        });
        impatient.setDaemon(true);
        impatient.start();
        int status = Lab.run(words);
        impatient.interrupt();
        Thread.interrupted();
        System.out.flush();
        int ended = output.status(status, System.err);
        return ended + " " + (ended != status) + " " + encoded(out.toString(StandardCharsets.UTF_8)) + " "
                + encoded(err.toString(StandardCharsets.UTF_8));
    }

    private static final class Full extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    }

    /** Returns the text in Base64, with a letter before it so that no text is empty. */
    static String encoded(String text) {
        return "_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the text that {@link #encoded} wrote. */
    static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text.substring(1)), StandardCharsets.UTF_8);
    }
}
