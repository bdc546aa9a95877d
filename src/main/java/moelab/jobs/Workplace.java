package moelab.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of a job on the machine where a task runs, and what was read from them: a process has one workplace for
 * each job, so that it reads a model once, however many tasks it runs. Safe for several threads.
 */
public final class Workplace {
    /** What is kept under one name. */
    private record Kept(Object key, Object value) {}

    private final Map<String, Path> files; // by the names of the job
    private final Map<String, Kept> kept = new HashMap<>();

    /** A workplace where these files are, by the names of the job. */
    public Workplace(Map<String, Path> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads or makes something that tasks share. */
    @FunctionalInterface
    public interface Loader<T> {
        /** Returns it. */
        T make() throws IOException;
    }

    /** Returns where a file of the job is. */
    public Path file(String name) {
        Path file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("the job has no file " + name + ", only " + files.keySet());
        }
        return file;
    }

    /**
     * Returns what was made before under this name and key, or makes it. Another key replaces what was kept under the
     * name, so that a process never holds two. While one thread makes it, others wait.
     *
     * @param name what it is, for example {@code model}
     * @param key distinguishes it from others of its name
     */
    public synchronized <T> T once(String name, Object key, Loader<T> loader) throws IOException {
        Kept before = kept.get(name);
        if (before == null || !before.key.equals(key)) {
            kept.remove(name); // before the other is made: there may not be memory for both
            before = new Kept(key, loader.make());
            kept.put(name, before);
        }
        @SuppressWarnings("unchecked") // one name, one type
        T value = (T) before.value;
        return value;
    }
}
