package moelab.course;

import java.util.Map;

/**
 * The classes of one compiled source file, in memory.
 *
 * @param className of the public class, which the file is named after
 * @param classes bytes of every class of the file, nested ones too, by binary name
 */
record CompiledFile(String className, Map<String, byte[]> classes) {

    /** Loads the public class; each call gives a new one, with its own static state. */
    StudentClass load() {
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
            return new StudentClass(loader.loadClass(className));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(className + ".java holds no class " + className, e);
        }
    }
}
