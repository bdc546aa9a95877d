package moelab.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * How far a student is: which tasks passed at the last check, of which text, and which hints were asked for;
 * {@code .progress} beside the exercises, one {@code name=value} per line.
 */
public final class ProgressFile {
    private final Path file;
    private final TreeMap<String, String> entries = new TreeMap<>();

    private ProgressFile(Path file) {
        this.file = file;
    }

    /** Reads the progress; where there is no file, nothing has been done yet. */
    public static ProgressFile in(Path exercises) throws IOException {
        ProgressFile progress = new ProgressFile(exercises.resolve(".progress"));
        if (Files.exists(progress.file)) {
            for (String line : Files.readAllLines(progress.file)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    progress.entries.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return progress;
    }

    /** Keeps what a check found. */
    public void checked(CheckReport report, Path studentsFile) throws IOException {
        int n = report.exercise().number();
        entries.put(
                "passed." + n,
                report.results().stream()
                        .filter(TaskResult::passed)
                        .map(TaskResult::number)
                        .collect(Collectors.joining(" ")));
        entries.put("checked." + n, fingerprint(studentsFile));
        save();
    }

    /** Forgets which tasks of an exercise passed; how many hints were shown is kept. */
    public void reset(Exercise e) throws IOException {
        entries.remove("passed." + e.number());
        entries.remove("checked." + e.number());
        save();
    }

    /** Returns the tasks that passed at the last check. */
    public Set<String> passed(Exercise e) {
        String passed = entries.getOrDefault("passed." + e.number(), "");
        return new TreeSet<>(passed.isEmpty() ? List.of() : Arrays.asList(passed.split(" ")));
    }

    /** Returns whether the exercise was ever checked. */
    public boolean begun(Exercise e) {
        return entries.containsKey("checked." + e.number());
    }

    /** Returns whether the file has changed since the last check. */
    public boolean edited(Exercise e, Path studentsFile) throws IOException {
        return begun(e) && !entries.get("checked." + e.number()).equals(fingerprint(studentsFile));
    }

    /** Returns how many hints of a task were shown. */
    public int hints(String task) {
        return Integer.parseInt(entries.getOrDefault("hints." + task, "0"));
    }

    /** Records that this many hints were shown. */
    public void hinted(String task, int shown) throws IOException {
        entries.put("hints." + task, "" + shown);
        save();
    }

    private static String fingerprint(Path file) throws IOException {
        return Files.exists(file) ? Integer.toHexString(Arrays.hashCode(Files.readAllBytes(file))) : "missing";
    }

    private void save() throws IOException {
        ExerciseFiles.write(
                file,
                entries.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                        .collect(Collectors.joining()));
    }
}
