package moelab.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files of a job on the machine where a task runs, and the values that were read from them. A process has one
 * workplace per job, so that it reads a model only once, however many tasks it runs. Threads may share a workplace.
 */
public final class Workplace {
    /** A value that is kept under a name, and its key. */
    private record Kept(Object key, Object value) {}

    private final Map<String, Path> files; // by the names of the job
    private final Map<String, Kept> kept = new HashMap<>();

    /** Creates a workplace with these files, by the names that the job has for them. */
    public Workplace(Map<String, Path> files) {
        this.files = Map.copyOf(files);
    }

    /** Reads or makes something that tasks share. */
    @FunctionalInterface
    public interface Loader<T> {
        /** Returns the value that tasks share. */
        T make() throws IOException;
    }

    /** Returns the path of a file of the job. */
    public Path file(String name) {
        Path file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("the job has no file " + name + ", only " + files.keySet());
        }
        return file;
    }

    /**
     * Returns the value that was made before under this name and key, or makes it. A value with another key replaces
     * the one kept under the name, so that a process never holds two of them. While one thread makes a value, others
     * wait.
     *
     * @param name name of the value, for example {@code model}
     * @param key distinguishes values of the same name
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
