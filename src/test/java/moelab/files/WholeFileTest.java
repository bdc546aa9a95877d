package moelab.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path directory;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Path file) {
        String message = assertThrows(IllegalArgumentException.class, () -> WholeFile.requireWritable(file))
                .getMessage();
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> WholeFile.write(file, "x"))
                        .getMessage());
        assertTrue(message.startsWith(file + ": "), message);
        return message;
    }

    @Test
    void aDirectoryIsRefusedEvenAnEmptyOne() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));
        assertTrue(refusal(empty).contains("is a directory"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), empty);
        assertTrue(refusal(link).contains("is a directory"));
        assertTrue(Files.isDirectory(empty) && Files.isSymbolicLink(link));
    }

    @Test
    void theRootIsADirectory() {
        Path root = directory.toAbsolutePath().getRoot();
        assertEquals(
                root + ": is a directory, expected the name of a file to write",
                assertThrows(IllegalArgumentException.class, () -> WholeFile.createDirectoryOf(root))
                        .getMessage());
    }

    @Test
    void aMissingDirectoryIsNamed() {
        Path file = directory.resolve("missing").resolve("file");
        assertTrue(refusal(file).contains("no directory " + file.getParent()));
        assertThrows(IllegalArgumentException.class, () -> WholeFile.requireWritable(Path.of("")));
        assertTrue(refusal(Path.of("/")).contains("is a directory"));
    }

    @Test
    void symbolicLinksStayAndTheirTargetIsWritten() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
        Path chain = Files.createSymbolicLink(directory.resolve("chain"), link.toAbsolutePath());
        WholeFile.write(chain, "new");
        assertEquals("new", Files.readString(target));
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(chain));
        Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("not-yet"));
        WholeFile.write(dangling, "made");
        assertEquals("made", Files.readString(directory.resolve("not-yet")));
        assertTrue(Files.isSymbolicLink(dangling));
        Files.createSymbolicLink(directory.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(directory.resolve("b"), Path.of("a"));
        assertTrue(refusal(directory.resolve("a")).contains("circle of symbolic links"));
        assertEquals(List.of("a", "b", "chain", "dangling", "link", "not-yet", "target"), names());
    }

    @Test
    @Timeout(60)
    void aPipeIsWrittenToAndStaysAPipe() throws Exception {
        Path pipe = directory.resolve("pipe");
        Assumptions.assumeTrue(made("mkfifo", pipe.toString()), "there are no pipes here");
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                return e.toString();
            }
        });
        WholeFile.requireWritable(pipe);
        WholeFile.write(pipe, "through");
        assertEquals("through", read.get(30, TimeUnit.SECONDS));
        assertFalse(Files.isRegularFile(pipe));
    }

    private static boolean made(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDeviceIsWrittenToAndStaysADevice() throws IOException {
        Path nothing = Path.of("/dev/null");
        Assumptions.assumeTrue(Files.exists(nothing));
        WholeFile.write(nothing, "nowhere");
        assertFalse(Files.isRegularFile(nothing));
        Path link = Files.createSymbolicLink(directory.resolve("link"), nothing);
        WholeFile.write(link, "nowhere");
        assertTrue(Files.isSymbolicLink(link) && !Files.isRegularFile(nothing));
    }

    @Test
    void aFullDiskIsNamedByTheUsersNameForIt() throws IOException {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full));
        Path link = Files.createSymbolicLink(directory.resolve("link"), full);
        String message = assertThrows(LostOutputException.class, () -> WholeFile.write(link, "lost"))
                .getMessage();
        assertTrue(message.startsWith(link + ": cannot be written: "), message);
    }

    @Test
    void aFailedWriteKeepsTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "old");
        LostOutputException e = assertThrows(
                LostOutputException.class,
                () -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }));
        assertEquals(file + ": cannot be written: No space left on device", e.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of("file"), names());
    }

    @Test
    void permissionsStay() throws IOException {
        Assumptions.assumeTrue(
                directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = Files.writeString(directory.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        WholeFile.write(file, "new");
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Path other = Files.writeString(directory.resolve("other"), "as any other file");
        Path fresh = directory.resolve("fresh");
        WholeFile.write(fresh, "new");
        assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(fresh));
    }

    @Test
    void twoWritersLeaveTheFileOfOneOfThem() throws Exception {
        Path file = directory.resolve("file");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (byte letter = 'a'; letter < 'i'; letter++) {
            byte[] page = new byte[300_000];
            Arrays.fill(page, letter);
            writers.add(CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 5; i++) {
                        WholeFile.write(file, page);
                        byte[] seen = Files.readAllBytes(file);
                        byte[] whole = new byte[page.length];
                        Arrays.fill(whole, seen[0]);
                        assertArrayEquals(whole, seen);
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            }));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get(1, TimeUnit.MINUTES);
        }
        assertEquals(List.of("file"), names());
    }

    @Test
    void anInterruptedThreadStillKeepsWhatItHas() throws IOException {
        Path file = directory.resolve("file");
        Thread.currentThread().interrupt();
        try {
            WholeFile.write(file, "kept");
            assertTrue(Thread.currentThread().isInterrupted(), "the interrupt is not forgotten");
        } finally {
            Thread.interrupted();
        }
        assertEquals("kept", Files.readString(file));
    }

    @Test
    void aFileThatCannotBeOpenedIsNotLeftBehind() throws IOException {
        // a file inside an archive can be created, but a FileOutputStream cannot open it
        try (FileSystem archive = FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
            Path root = archive.getPath("/");
            assertThrows(UnsupportedOperationException.class, () -> PartFile.in(root));
            try (Stream<Path> left = Files.list(root)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void whatADeadProcessLeftVanishes() throws IOException {
        String living = ".moelab-" + ProcessHandle.current().pid() + "-0.part";
        for (String name : List.of(living, ".moelab-" + Integer.MAX_VALUE + "-1f.part", ".moelab-x.part")) {
            Files.writeString(directory.resolve(name), "half");
        }
        WholeFile.write(directory.resolve("file"), "whole".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(living, ".moelab-x.part", "file"), names());
    }
}
