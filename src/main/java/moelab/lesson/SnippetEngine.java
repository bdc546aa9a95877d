package moelab.lesson;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
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
 * <p>JShell's usual way is a second JVM, whose snippets are stopped by ending them. Here they get the SIMD module and
 * the heap that this one was started with, warm code and a corpus that is read once for all chapters. They are stopped
 * by interrupting the thread, which training and measuring notice, so that what they have by then is the value.
 * Assertions are on in snippets.
 *
 * <p>A service, which {@code jshell --execution moelab} finds by its name.
 */
public final class SnippetEngine implements ExecutionControlProvider {
    /** What JShell knows it by. */
    public static final String NAME = "moelab";

    private static final int ENDED_BY_CTRL_C = 130;
    private final ClassLoader parent;
    private Object value;

    /** For snippets that see what this class sees. */
    public SnippetEngine() {
        this(SnippetEngine.class.getClassLoader());
    }

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
        return NAME;
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return new Control();
    }

    private final class Control extends DirectExecutionControl {
        private Thread running; // null: no snippet is

        Control() {
            super(new Loader(parent));
        }

        @Override
        protected String invoke(Method snippet) throws Exception {
            value = null;
            run(Thread.currentThread());
            try {
                value = snippet.invoke(null);
            } finally {
                run(null);
                Thread.interrupted(); // a snippet that was stopped has stopped
            }
            return text(value);
        }

        private synchronized void run(Thread thread) {
            running = thread;
        }

        /** Interrupts the snippet that is running; one that did not listen to that ends with the program. */
        @Override
        public synchronized void stop() {
            if (running != null && running.isInterrupted()) {
                Runtime.getRuntime().exit(ENDED_BY_CTRL_C);
            }
            if (running != null) {
                System.err.println("stopping; Ctrl-C again leaves at once");
                running.interrupt();
            }
        }

        /**
         * A value at the prompt: as a chapter shows it, a table below the prompt's line; text and numbers as JShell has
         * them.
         */
        private String text(Object shown) {
            if (shown == null
                    || shown instanceof CharSequence
                    || shown.getClass().isArray()) {
                return valueString(shown);
            }
            String text = TerminalScreen.text(shown);
            return text.indexOf('\n') < 0 ? text : "\n" + text;
        }
    }

    /** Defines classes as JShell compiles them. */
    private static final class Loader extends URLClassLoader implements LoaderDelegate {
        private final Map<String, byte[]> compiled = new HashMap<>();

        Loader(ClassLoader parent) {
            super(new URL[0], parent);
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
        public void addToClasspath(String path) throws ExecutionControl.InternalException {
            for (String entry : path.split(File.pathSeparator)) {
                try {
                    addURL(Path.of(entry).toUri().toURL()); // what the parent has is found there first
                } catch (MalformedURLException e) {
                    throw new ExecutionControl.InternalException(entry + ": " + e.getMessage());
                }
            }
        }

        @Override
        public Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] b = compiled.get(name);
            if (b == null) {
                return super.findClass(name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, b, 0, b.length);
        }
    }
}
