package moelab.lab;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs JShell's snippets in this JVM and in the thread that asks for it.
 *
 * <p>JShell's usual way is a second JVM. Here the snippets get the SIMD module and the heap that this one was started with, warm code and
 * a corpus that is read once for all chapters, and can be stopped by interrupting the thread. Assertions are on in snippets.
 */
final class SnippetEngine implements ExecutionControlProvider {
    private final ClassLoader parent;
    private Object value;

    /** @param parent finds the classes that are not snippets */
    SnippetEngine(ClassLoader parent) {
        this.parent = parent;
    }

    /** What the last snippet evaluated to, itself and not as text. */
    Object value() {
        return value;
    }

    @Override
    public String name() {
        return "snippets in this JVM";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return new DirectExecutionControl(new Loader(parent)) {
            @Override
            protected String invoke(Method snippet) throws Exception {
                value = null;
                value = snippet.invoke(null);
                return valueString(value);
            }
        };
    }

    /** Defines classes as JShell compiles them. */
    private static final class Loader extends ClassLoader implements LoaderDelegate {
        private final Map<String, byte[]> compiled = new HashMap<>();

        Loader(ClassLoader parent) {
            super(parent);
            setDefaultAssertionStatus(true);
        }

        @Override
        public void load(ClassBytecodes[] classes) {
            for (ClassBytecodes c : classes) {
                compiled.put(c.name(), c.bytecodes());
            }
        }

        @Override
        public void classesRedefined(ClassBytecodes[] classes) {
            load(classes);
        }

        @Override
        public void addToClasspath(String path) {
            // the parent has it already
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] b = compiled.get(name);
            if (b == null) {
                throw new ClassNotFoundException(name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, b, 0, b.length);
        }
    }
}
