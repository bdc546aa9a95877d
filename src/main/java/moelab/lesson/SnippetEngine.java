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
 * <p>JShell's usual way is a second JVM, whose snippets are stopped by ending them. Here they get the SIMD module and
 * the heap that this one was started with, warm code and a corpus that is read once for all chapters. Assertions are on
 * in snippets.
 *
 * <p>A snippet that is to stop is interrupted first, which training and measuring notice, so that what they have by
 * then is the value. A snippet in which no code of the library runs has nobody who would notice; it is ended a moment
 * later, as JShell itself does it, and so is any snippet that is to stop a second time. The session and its variables
 * stay.
 *
 * <p>A service, which {@code jshell --execution moelab} finds by its name.
 */
public final class SnippetEngine implements ExecutionControlProvider {
    /** What JShell knows it by. */
    public static final String NAME = "moelab";

    private static final int GRACE_MILLIS = 300; // in which an interrupted snippet may end by itself
    private static final InheritableThreadLocal<Control> CURRENT = new InheritableThreadLocal<>();
    private static final Method CALL = method();
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

    /** Returns what the last snippet evaluated to, itself and not as text. */
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
     * Runs the snippet that is due on this thread; public because JShell's own engine calls it by reflection.
     *
     * @return always null: the engine keeps the value itself
     * @throws Throwable what the snippet throws
     */
    public static Object call() throws Throwable {
        Control control = CURRENT.get();
        CURRENT.remove(); // threads that the snippet starts are not the snippet
        control.run();
        return null;
    }

    private final class Control extends LocalExecutionControl {
        private Method due;
        private Thread running; // null: no snippet is
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
                Thread.interrupted(); // a snippet that was stopped has stopped
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

        /** Returns whether the snippet ends by itself, or library code that notices the interrupt is at work in it. */
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
         * Returns the text of a value at the prompt, as a chapter shows it: a table below the prompt's line; text and
         * numbers as JShell has them.
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
