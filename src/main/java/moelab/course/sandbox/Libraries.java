package moelab.course.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path with which a student's file is compiled and run: moelab, its libraries in {@code lib}, and jqwik in
 * {@code course-lib}, both beside it, or all of them in one directory, as an executor of a cluster has them.
 *
 * <p>They are found beside the place from which this class was loaded, because JShell does not tell its own class path
 * to the code it runs.
 */
public final class Libraries {
    private Libraries() {}

    /** Returns the class path, entries separated as this system does it. */
    public static String classPath() {
        Path moelab = moelab();
        List<Path> jars = Stream.of("lib", "course-lib")
                .flatMap(directory -> jars(moelab.resolveSibling(directory)).stream())
                .toList();
        if (jars.isEmpty()) {
            List<Path> beside = jars(moelab.toAbsolutePath().getParent());
            jars = beside.stream().anyMatch(f -> f.getFileName().toString().startsWith("jqwik-")) ? beside : jars;
        }
        if (jars.isEmpty()) { // run from somewhere else, say by an editor
            return moelab + File.pathSeparator + System.getProperty("java.class.path");
        }
        return Stream.concat(Stream.of(moelab), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the jar of moelab, or the directory of its classes. */
    private static Path moelab() {
        try {
            return Path.of(Libraries.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> jars(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
