package moelab.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import moelab.files.LostOutputException;
import moelab.files.Quoted;

/**
 * The answer of the command line when a command fails: one line and an exit status.
 *
 * <p>An error that the user can correct, in an argument or a file, has status 2. A result that could not be written and
 * too little memory have status 1, and so has a fault of this program. Its line says that it is one and names a file
 * with the details, because a stack trace is for the authors and not for the users.
 *
 * @param line without a line end; null if nothing is to be said
 * @param status exit status
 */
record Complaint(String line, int status) {
    /** A wrong argument, a missing or malformed file. */
    static final int WRONG_INPUT = 2;

    /** The input was right, but the work could not be done, or its result not be kept. */
    static final int CANNOT = 1;

    private static final int LONGEST = 400; // characters of a line
    private static final int LARGER_HEAP = 6; // the least number of gigabytes that is advised

    /** Returns the complaint about what a command has thrown. */
    static Complaint about(Throwable thrown) {
        if (Interrupts.leaving()) {
            return new Complaint(null, CANNOT); // the signal sets the exit status
        }
        Throwable e = thrown instanceof UncheckedIOException ? thrown.getCause() : thrown;
        boolean expected = e instanceof IllegalArgumentException || e instanceof IOException;
        if (Interrupts.status() != 0 && (!expected || e instanceof ClosedByInterruptException)) {
            return new Complaint("interrupted before there was a result", Interrupts.status());
        }
        if (e instanceof LostOutputException) {
            return new Complaint(oneLine(e.getMessage()), CANNOT);
        }
        if (expected) {
            return new Complaint(explain((Exception) e), WRONG_INPUT);
        }
        if (e instanceof OutOfMemoryError) {
            return outOfMemory(Runtime.getRuntime().maxMemory());
        }
        return e instanceof LinkageError && changedSince(jar(), begun())
                ? new Complaint(
                        jar() + " was built anew while the command was running, expected it to stay; run it again",
                        CANNOT)
                : fault(e);
    }

    private static Instant begun() {
        return ProcessHandle.current().info().startInstant().orElse(Instant.MAX);
    }

    /** Returns where the classes of this program are read from, a class at a time, or null if it cannot be told. */
    private static Path jar() {
        try {
            return Path.of(Complaint.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException | NullPointerException e) {
            return null;
        }
    }

    /** Returns whether a file is of a later time, or has gone. */
    static boolean changedSince(Path file, Instant then) {
        try {
            return file != null && Files.getLastModifiedTime(file).toInstant().isAfter(then);
        } catch (IOException gone) {
            return true;
        }
    }

    /** Returns the complaint about a heap of this many bytes, which advises one at least twice as large. */
    static Complaint outOfMemory(long heap) {
        long gigabytes = (heap + (1 << 30) - 1) >> 30;
        return new Complaint(
                String.format(
                        Locale.ROOT,
                        "the heap of %,d MB is too small for this; MOELAB_JAVA_OPTIONS=-Xmx%dg, say, gives it more",
                        heap >> 20,
                        Math.max(LARGER_HEAP, 2 * gigabytes)),
                CANNOT);
    }

    /** Returns a complaint about an argument, which has its reason already. */
    static Complaint ofArguments(String reason, String command) {
        return new Complaint(oneLine(reason) + " (see " + command + " --help)", WRONG_INPUT);
    }

    private static Complaint fault(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        String where;
        try {
            where = Files.writeString(Files.createTempFile("moelab-fault-", ".txt"), trace.toString())
                    .toString();
        } catch (IOException unwritable) {
            where = e.getStackTrace().length == 0 ? "no details" : "" + e.getStackTrace()[0];
        }
        return new Complaint(
                oneLine("a fault of moelab, not of your input (" + e + "); please report it as CONTRIBUTING.md says, "
                        + "with " + where),
                CANNOT);
    }

    /** Returns what went wrong in words, because for the commonest failures Java's message is only the file's name. */
    private static String explain(Exception e) {
        String message = oneLine(e.getMessage());
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return message + ": there is no such file";
        }
        if (e instanceof AccessDeniedException) {
            return message + ": may not be read or written";
        }
        if (e instanceof FileAlreadyExistsException) {
            return message + ": is in the way";
        }
        if (e instanceof NotDirectoryException) {
            return message + ": is not a directory";
        }
        if (e instanceof FileSystemException f && f.getReason() == null) {
            return message + ": cannot be read or written";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : message;
    }

    /**
     * Returns the message on one line, control characters as escapes, and not longer than a few lines of a terminal.
     */
    private static String oneLine(String message) {
        String printable = message == null ? "no message" : Quoted.escaped(message.strip());
        return printable.length() <= LONGEST
                ? printable
                : printable.substring(0, LONGEST / 2) + "..." + printable.substring(printable.length() - LONGEST / 2);
    }

    /** Prints the line behind the command's name, and returns the exit status. */
    int print(String command, PrintWriter err) {
        if (line != null) {
            err.println(command + ": " + line);
            err.flush();
        }
        return status;
    }
}
