package moelab.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that remembers what could not be written. A {@link PrintStream} swallows every error, and a result
 * that went to a full disk would end in exit status 0.
 */
final class StandardOutput extends OutputStream {
    private static final int READER_LEFT = 141; // 128 and SIGPIPE, as shells expect
    private final OutputStream out;
    private IOException failure; // the first one

    StandardOutput(OutputStream out) {
        this.out = out;
    }

    /** Replaces {@code System.out} by a stream that writes UTF-8 in every locale, and returns it. */
    static StandardOutput install() {
        StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(new BufferedOutputStream(output, 1 << 13), true, StandardCharsets.UTF_8));
        return output;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }

    /**
     * Returns the exit status of a command whose output went through this stream: its own, unless it succeeded and
     * output was lost, which is reported in one line. If the reader has closed its pipe, nothing is reported.
     */
    int status(int status, PrintStream messages) {
        if (failure == null) {
            return status;
        }
        String reason = String.valueOf(failure.getMessage());
        if (reason.contains("Broken pipe")) {
            return status == 0 ? READER_LEFT : status;
        }
        messages.println("lab: standard output cannot be written: " + reason);
        return status == 0 ? Complaint.CANNOT : status;
    }
}
