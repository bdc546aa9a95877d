package moelab.course.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import moelab.course.task.StudentClass;

/**
 * The classes of one compiled source file, in memory.
 *
 * @param className of the public class, which the file is named after
 * @param classes bytes of every class of the file, nested ones too, by binary name
 */
public record CompiledFile(String className, Map<String, byte[]> classes) {

    /** Loads the public class for {@code lab check}, where the same file always gets the same report. */
    public StudentClass load() {
        return load(0);
    }

    /**
     * Loads the public class; each call returns a new one, with static fields of its own.
     *
     * @param seed decides together with the code what a check leaves to chance
     */
    public StudentClass load(long seed) {
        ClassLoader loader = new ClassLoader(CompiledFile.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        try {
            return new StudentClass(loader.loadClass(className), chance(seed), () -> load(seed));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className + ".java holds no class " + className, e);
        }
    }

    /** Returns the beginning of the SHA-256 of seed and code: nobody who knows only one of them can tell. */
    private long chance(long seed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
            for (Map.Entry<String, byte[]> c : new TreeMap<>(classes).entrySet()) {
                digest.update(c.getKey().getBytes(StandardCharsets.UTF_8));
                digest.update(c.getValue());
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
