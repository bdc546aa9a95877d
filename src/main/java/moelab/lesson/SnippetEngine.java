package moelab.lesson;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Runs JShell's snippets in this JVM.
 *
 * <p>By default JShell runs snippets in a second JVM. In this JVM, snippets have the SIMD module and the heap that it
 * was started with, code that is already compiled, and a corpus that is read once for all chapters. Assertions are
 * enabled in snippets.
 *
 * <p>To stop a snippet, its thread is interrupted first. Training and measurements notice this and return what they
 * have so far, which becomes the snippet's value. A snippet that runs no library code cannot notice it and is killed a
 * moment later, in the same way as by JShell itself; so is any snippet that is stopped a second time. The session and
 * its variables remain.
 *
 * <p>This class is a service provider, which {@code jshell --execution moelab} finds by its name.
 */
public final class SnippetEngine implements ExecutionControlProvider {
    /** The name by which JShell finds this engine. */
    public static final String NAME = "moelab";

    private static final int GRACE_MILLIS = 300; // in which an interrupted snippet may end by itself
    private static final InheritableThreadLocal<Control> CURRENT = new InheritableThreadLocal<>();
    private static final Method CALL = method();
    private final ClassLoader parent;
    private Object value;

    /** Creates an engine whose snippets see the same classes as this class. */
    public SnippetEngine() {
        this(SnippetEngine.class.getClassLoader());
    }

    /** @param parent loads the classes that are not snippets */
    SnippetEngine(ClassLoader parent) {
        this.parent = parent;
    }

    /** Returns the value of the last snippet as an object, not as text. */
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

    private static Method method() {
        try {
            return SnippetEngine.class.getMethod("call");
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Runs the snippet that is due on this thread. The method is public because JShell's own engine calls it by
     * reflection.
     *
     * @return always null: the engine keeps the value itself
     * @throws Throwable whatever the snippet throws
     */
    public static Object call() throws Throwable {
        Control control = CURRENT.get();
        CURRENT.remove(); // threads that the snippet starts must not inherit it
        control.run();
        return null;
    }

    private final class Control extends LocalExecutionControl {
        private Method due;
        private Thread running; // the thread of the running snippet, or null
        private boolean asked; // whether it was asked to stop

        Control() {
            super(new Loader(parent));
        }

        @Override
        protected String invoke(Method snippet) throws Exception {
            value = null;
            due = snippet;
            CURRENT.set(this);
            try {
                super.invoke(CALL);
            } finally {
                CURRENT.remove();
                Thread.interrupted(); // clears the interrupt: the snippet has ended
            }
            return text(value);
        }

        void run() throws Throwable {
            running(Thread.currentThread());
            try {
                value = due.invoke(null);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            } finally {
                running(null);
            }
        }

        private synchronized void running(Thread thread) {
            running = thread;
            asked = false;
        }

        @Override
        public void stop() throws EngineTerminationException, InternalException {
            Thread thread;
            boolean again;
            synchronized (this) {
                thread = running;
                again = asked;
                asked = true;
            }
            if (thread == null) {
                return;
            }
            thread.interrupt();
            if (again || !listens(thread)) {
                super.stop();
            } else {
                System.err.println("stopping; Ctrl-C again stops it at once");
            }
        }

        /** Returns whether the snippet ends by itself, or is running library code, which notices the interrupt. */
        private boolean listens(Thread thread) {
            long end = System.nanoTime() + GRACE_MILLIS * 1_000_000L;
            while (System.nanoTime() < end) {
                if (!thread.isAlive() || Arrays.stream(thread.getStackTrace()).anyMatch(Control::ofLibrary)) {
                    return true;
                }
                Thread.onSpinWait();
            }
            return false;
        }

        private static boolean ofLibrary(StackTraceElement frame) {
            return frame.getClassName().startsWith("moelab.")
                    && !frame.getClassName().startsWith(SnippetEngine.class.getName());
        }

        /**
         * Returns the text of a value at the prompt. A value of several lines, such as a table, begins below the
         * prompt's line; strings and arrays look as they do in JShell itself.
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

    /** Defines the classes that JShell compiles. */
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
                    addURL(Path.of(entry).toUri().toURL()); // the parent's classes take precedence
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
