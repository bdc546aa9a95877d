package moelab.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The actual destination of a file to write. Symbolic links are followed, and destinations that cannot be written are
 * refused.
 *
 * <p>A regular file, or a name that is still free, is replaced as a whole. Standard output, a pipe and a character
 * device such as {@code /dev/null} are written to directly, because there is nothing to replace. Directories, sockets
 * and block devices are refused.
 */
final class Destination {
    private static final int MOST_LINKS = 40; // as many as Linux follows
    private static final Pattern DESCRIPTOR =
            Pattern.compile("/dev/(stdin|stdout|stderr)|/(?:dev|proc/self)/fd/(\\d+)");
    private static final int TYPE = 0170000; // of st_mode, see inode(7)
    private static final int PIPE = 0010000;
    private static final int CHARACTER_DEVICE = 0020000;

    private enum Kind {
        FILE,
        PIPE,
        DEVICE // or a stream that is open already
    }

    private final Path asked;
    private final Path real; // absolute, and not itself a symbolic link
    private final Kind kind;

    private Destination(Path asked, Path real, Kind kind) {
        this.asked = asked;
        this.real = real;
        this.kind = kind;
    }

    /**
     * Returns the destination of a file name, with links followed.
     *
     * @throws IllegalArgumentException if nothing can be written under this name; the message names it
     */
    static Destination of(Path asked) {
        if (asked.toString().isEmpty()) {
            throw new IllegalArgumentException("the name of a file to write is empty, expected a name");
        }
        Path at = asked.toAbsolutePath();
        for (int links = 0; !DESCRIPTOR.matcher(at.toString()).matches() && Files.isSymbolicLink(at); links++) {
            if (links == MOST_LINKS) {
                throw wrong(asked, "is a circle of symbolic links, expected the name of a file to write");
            }
            try {
                at = at.resolveSibling(Files.readSymbolicLink(at));
            } catch (IOException e) {
                throw wrong(asked, "is a symbolic link that cannot be read, expected the name of a file to write");
            }
        }
        Destination found = new Destination(asked, at, kind(asked, at));
        if (found.kind == Kind.FILE) {
            found.requireReplaceable();
        }
        return found;
    }

    private static Kind kind(Path asked, Path file) {
        if (DESCRIPTOR.matcher(file.toString()).matches()) {
            return Kind.DEVICE;
        }
        if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
            return Kind.FILE;
        }
        int type;
        try {
            type = (Integer) Files.getAttribute(file, "unix:mode") & TYPE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            type = 0; // outside Unix, devices are not in the file system
        }
        if (type != PIPE && type != CHARACTER_DEVICE) {
            throw wrong(asked, "is a special file, expected the name of a file to write");
        }
        return type == PIPE ? Kind.PIPE : Kind.DEVICE;
    }

    private void requireReplaceable() {
        if (Files.isDirectory(real)) {
            throw wrong(asked, "is a directory, expected the name of a file to write");
        }
        Path directory = real.getParent();
        if (!Files.isDirectory(directory)) {
            throw wrong(asked, "cannot be written, there is no directory " + directory);
        }
        if (!Files.isWritable(directory) || Files.exists(real) && !Files.isWritable(real)) {
            throw wrong(asked, "may not be written, expected a file and a directory with permission to write");
        }
    }

    /**
     * Returns whether bytes are written directly to a stream or device, rather than to a file that is then moved into
     * place.
     */
    boolean straight() {
        return kind != Kind.FILE;
    }

    /** Returns the absolute path after all links. */
    Path real() {
        return real;
    }

    /** Opens a stream or device; closing the result leaves standard output and standard error open. */
    OutputStream open() throws IOException {
        Matcher descriptor = DESCRIPTOR.matcher(real.toString());
        if (!descriptor.matches()) {
            return Files.newOutputStream(real, StandardOpenOption.WRITE);
        }
        String stream = descriptor.group(1) != null ? descriptor.group(1) : descriptor.group(2);
        return switch (stream) {
            case "stdin", "0" -> throw wrong(asked, "is standard input, expected something to write to");
            case "stdout", "1" -> new LeftOpen(System.out);
            case "stderr", "2" -> new LeftOpen(System.err);
            default -> Files.newOutputStream(real, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        };
    }

    /** A standard stream, which stays open when this is closed. */
    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Returns whether writing here would overwrite another file, or what will be written to that file. */
    boolean overwrites(Path other) throws IOException {
        if (kind == Kind.DEVICE) {
            return false;
        }
        return Files.exists(real) && Files.exists(other)
                ? Files.isSameFile(real, other)
                : place(real).equals(place(other));
    }

    /** Returns the file's name in the real path of its directory. */
    private static Path place(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return directory == null || !Files.isDirectory(directory)
                ? file.toAbsolutePath().normalize()
                : directory.toRealPath().resolve(file.getFileName());
    }

    private static IllegalArgumentException wrong(Path asked, String what) {
        return new IllegalArgumentException(asked + ": " + what);
    }
}
