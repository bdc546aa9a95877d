package moelab.files;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file that is still being written. It is in the directory of the file that it will become, under a name that no
 * other writer uses.
 *
 * <p>The unfinished files of this process are deleted when a signal ends it. What a killed process or a crash left
 * behind is deleted the next time a file is written into the same directory. Such a file is recognized because the
 * process number in its name belongs to no process and nobody holds its lock.
 */
final class PartFile implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("\\.moelab-(\\d{1,18})-[0-9a-f]+\\.part");
    private static final Set<Path> OPEN = new HashSet<>(); // unfinished files; its lock guards `ending` too
    private static boolean ending;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(PartFile::removeAll, "remove-unfinished-files"));
        } catch (IllegalStateException alreadyEnding) {
            ending = true;
        }
    }

    private final Path path;
    private final FileOutputStream out; // not a channel, which an interrupt would close

    private PartFile(Path path, FileOutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** Creates an unfinished file in this directory, after deleting what was left behind there. */
    static PartFile in(Path directory) throws IOException {
        removeRemains(directory);
        while (true) {
            Path path = directory.resolve(String.format(
                    ".moelab-%d-%x.part",
                    ProcessHandle.current().pid(), ThreadLocalRandom.current().nextInt()));
            synchronized (OPEN) {
                requireNotEnding();
                try {
                    Files.createFile(path);
                    OPEN.add(path);
                    return new PartFile(path, opened(path));
                } catch (FileAlreadyExistsException taken) {
                    // another random name
                }
            }
        }
    }

    /** Opens and locks an unfinished file, or deletes it if that fails. */
    private static FileOutputStream opened(Path path) throws IOException {
        try {
            FileOutputStream out = new FileOutputStream(path.toFile());
            tryLock(out.getChannel());
            return out;
        } catch (IOException | RuntimeException e) {
            OPEN.remove(path);
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** Returns a buffered stream that writes to this file. */
    OutputStream stream() {
        return new BufferedOutputStream(out, 1 << 16);
    }

    /**
     * Moves the finished file into place, atomically if the file system can, with the permissions of the file it
     * replaces.
     */
    void moveTo(Path place) throws IOException {
        out.getFD().sync(); // otherwise a power failure could leave an empty file under the new name
        out.close();
        if (Files.exists(place)
                && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(place));
        }
        synchronized (OPEN) {
            requireNotEnding();
            try {
                Files.move(path, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(path, place, StandardCopyOption.REPLACE_EXISTING);
            }
            OPEN.remove(path);
        }
    }

    /** Deletes the file unless it was moved into place. */
    @Override
    public void close() throws IOException {
        out.close();
        synchronized (OPEN) {
            if (OPEN.remove(path)) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void requireNotEnding() throws IOException {
        if (ending) {
            throw new IOException("the program was stopped");
        }
    }

    private static void removeAll() {
        synchronized (OPEN) {
            ending = true;
            for (Path path : OPEN) {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    // there is nobody to report it to
                }
            }
        }
    }

    private static void removeRemains(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                        && nobodyWrites(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            // a directory that may be written but not listed: its remains stay
        }
    }

    /** Returns whether no process holds this file's lock, not even one on another machine or in another container. */
    private static boolean nobodyWrites(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return tryLock(channel);
        }
    }

    private static boolean tryLock(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock(); // released when the channel is closed
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false; // a file system without locks
        }
    }
}
