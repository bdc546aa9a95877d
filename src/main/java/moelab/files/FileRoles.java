package moelab.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a command reads and writes, checked before its work begins: every output must be writable, and none
 * may be an input or another output, not even by way of links.
 *
 * <pre>
 *   new FileRoles().reads("GRAPH", graph).writes("--out", out).check();
 * </pre>
 */
public final class FileRoles {
    private record Role(String name, Path file) {}

    private final List<Role> inputs = new ArrayList<>();
    private final Map<Role, Destination> outputs = new LinkedHashMap<>();

    /**
     * Adds an input.
     *
     * @param role what messages call it, for example {@code --checkpoint}
     * @param file null if there is none
     */
    public FileRoles reads(String role, Path file) {
        if (file != null) {
            inputs.add(new Role(role, file));
        }
        return this;
    }

    /**
     * Adds an output.
     *
     * @param role what messages call it, for example {@code --json}
     * @param file null if there is none
     * @throws IllegalArgumentException if it cannot be written
     */
    public FileRoles writes(String role, Path file) {
        if (file != null) {
            outputs.put(new Role(role, file), Destination.of(file));
        }
        return this;
    }

    /** Throws an {@link IllegalArgumentException} if an output would overwrite an input or another output. */
    public void check() throws IOException {
        List<Role> before = new ArrayList<>(inputs);
        for (Map.Entry<Role, Destination> output : outputs.entrySet()) {
            for (Role other : before) {
                if (output.getValue().overwrites(other.file)) {
                    throw new IllegalArgumentException(output.getKey().file + ": is both " + output.getKey().name
                            + " and " + other.name + ", expected two different files");
                }
            }
            before.add(new Role(output.getKey().name, output.getValue().real()));
        }
    }
}
