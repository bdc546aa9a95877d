package moelab.course.sandbox;

import java.util.Arrays;
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

    /** Loads the public class; each call returns a new one, with static fields of its own. */
    public StudentClass load() {
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
            return new StudentClass(loader.loadClass(className), fingerprint(), this::load);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className + ".java holds no class " + className, e);
        }
    }

    /** Returns a number that changes with the code: equal classes have equal fingerprints. */
    private long fingerprint() {
        long print = 1;
        for (Map.Entry<String, byte[]> c : new TreeMap<>(classes).entrySet()) {
            print = 31 * (31 * print + c.getKey().hashCode()) + Arrays.hashCode(c.getValue());
        }
        return print;
    }
}
