package moelab.course.student;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moelab.course.task.Exercise;

/**
 * What one student handed in, read into memory before any submission is run, so that no submission can change another.
 *
 * @param name the student: the name of the directory
 * @param sources bytes of the source file of each exercise, by the exercise's number
 * @param faults why there is no source, one line, for each exercise without one
 */
public record Submission(String name, Map<Integer, byte[]> sources, Map<Integer, String> faults)
        implements Serializable {
    private static final int DEPTH = 8;
    private static final long LARGEST = 1 << 20; // bytes of a source file

    /**
     * Reads a submission. Files are found at any depth by their names; links are not followed.
     *
     * @param directory in which the student's files lie
     * @param exercises whose files are wanted
     */
    public static Submission read(Path directory, List<Exercise> exercises) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            all = files.filter(f -> !f.equals(directory)).sorted().toList();
        }
        Map<String, List<Path>> found = all.stream()
                .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                .collect(Collectors.groupingBy(f -> f.getFileName().toString()));
        Map<Integer, byte[]> sources = new HashMap<>();
        Map<Integer, String> faults = new HashMap<>();
        for (Exercise e : exercises) {
            String file = e.className() + ".java";
            List<Path> same = found.getOrDefault(file, List.of());
            try {
                if (same.isEmpty()) {
                    throw new IllegalArgumentException(file + " was not handed in" + instead(file, all, directory));
                }
                sources.put(e.number(), only(file, same, directory));
            } catch (IllegalArgumentException fault) {
                faults.put(e.number(), fault.getMessage());
            }
        }
        return new Submission(directory.toAbsolutePath().normalize().toFile().getName(), sources, faults);
    }

    /**
     * Returns what there is of that name instead of a file, or the links under which it may be, which are not followed.
     */
    private static String instead(String name, List<Path> all, Path directory) {
        for (Path f : all) {
            if (f.getFileName().toString().equals(name)) {
                return ": " + directory.relativize(f) + " is "
                        + (Files.isSymbolicLink(f)
                                ? "a symbolic link"
                                : Files.isDirectory(f) ? "a directory" : "special")
                        + ", expected a file";
            }
        }
        String links = all.stream()
                .filter(f -> Files.isSymbolicLink(f) && Files.isDirectory(f))
                .map(f -> directory.relativize(f).toString())
                .collect(Collectors.joining(", "));
        return links.isEmpty() ? "" : "; linked directories are not read: " + links;
    }

    /** Returns the bytes of the one file, or of several equal ones. */
    private static byte[] only(String name, List<Path> same, Path directory) throws IOException {
        byte[] first = null;
        for (Path file : same) {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        name + " has " + Files.size(file) + " bytes, expected at most " + LARGEST);
            }
            byte[] bytes = Files.readAllBytes(file);
            if (first != null && !Arrays.equals(first, bytes)) {
                throw new IllegalArgumentException(name + " was handed in " + same.size() + " times, with different"
                        + " contents, expected one file: "
                        + same.stream()
                                .map(f -> directory.relativize(f).toString())
                                .collect(Collectors.joining(", ")));
            }
            first = bytes;
        }
        return first;
    }
}
