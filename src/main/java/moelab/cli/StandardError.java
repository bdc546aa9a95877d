package moelab.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/**
 * Standard error where the launcher has set file descriptor 2 aside for what Java itself says before moelab runs.
 *
 * <p>Java prints a warning to everybody who asks for the Vector API, and no option silences it. The launcher therefore
 * lets a loop read file descriptor 2 and leave that line out, and hands standard error itself over under another
 * number. What moelab says goes straight there, in order, and is complete when the process ends.
 */
final class StandardError {
    private StandardError() {}

    /** Takes the place of {@code System.err} if the launcher says under which number standard error is open. */
    static void install() {
        Integer number = Integer.getInteger("moelab.stderr");
        if (number == null) {
            return;
        }
        try {
            Constructor<FileDescriptor> descriptor = FileDescriptor.class.getDeclaredConstructor(int.class);
            descriptor.setAccessible(true); // the launcher opens java.io
            FileOutputStream out = new FileOutputStream(descriptor.newInstance(number));
            System.setErr(new PrintStream(new BufferedOutputStream(out, 1 << 13), true, StandardCharsets.UTF_8));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return; // a Java that differs: messages go through the launcher's loop as well
        }
    }
}
