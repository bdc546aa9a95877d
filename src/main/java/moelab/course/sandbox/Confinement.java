package moelab.course.sandbox;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How much of the machine a checked process can reach, by what the operating system offers.
 *
 * <p>On Linux a process can have namespaces of its own, without administrator rights: every file system is then mounted
 * read-only and there is no network. Where that is switched off but the grader runs as root, the process runs as the
 * user {@code nobody}. Each way is tried on this machine before it is used; where neither works, the rules and the
 * separate process have to suffice.
 */
public enum Confinement {
    /** A file system that is read-only throughout, and no network (util-linux: unshare, mount, setpriv). */
    NAMESPACES("a read-only file system without network") {
        @Override
        List<String> command(List<String> program) {
            return prefixed(
                    List.of("unshare", "--user", "--map-root-user", "--mount", "--net", "--ipc", "sh", "-c", READ_ONLY),
                    program);
        }
    },
    /** The user nobody, who owns no file (util-linux: setpriv). */
    NOBODY("processes of the user nobody") {
        @Override
        List<String> command(List<String> program) {
            return prefixed(
                    List.of(
                            "setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            "--no-new-privs",
                            "--bounding-set=-all",
                            "--inh-caps=-all"),
                    program);
        }
    },
    /** Only the rules, in a process of its own. */
    NONE("processes of their own; this system offers no confined ones") {
        @Override
        List<String> command(List<String> program) {
            return program;
        }
    };

    /** Makes every mount read-only, gives up the right to change that, and becomes the program. */
    private static final String READ_ONLY = "while read -r _ _ _ _ place _; do"
            + " mount -o remount,bind,ro \"$(printf %b \"$place\")\" 2>/dev/null; done </proc/self/mountinfo;"
            + " exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all \"$0\" \"$@\"";

    private static final int DONE = 7; // exit status of a probe that came to its end
    private static Confinement strongest;
    private final String description;

    Confinement(String description) {
        this.description = description;
    }

    /** Returns the command line that runs a program under this confinement, in the same process. */
    abstract List<String> command(List<String> program);

    /** Returns the strongest confinement that works on this machine; it is determined once. */
    public static synchronized Confinement strongest() throws IOException {
        for (Confinement c : values()) {
            if (strongest == null && (c == NONE || c.works())) {
                strongest = c;
            }
        }
        return strongest;
    }

    /** Returns whether a program can be run, cannot write, and can read what Java needs. */
    private boolean works() throws IOException {
        if (File.separatorChar != '/') {
            return false;
        }
        Path directory = Files.createTempDirectory("moelab-probe");
        Path written = directory.resolve("written");
        try {
            String first = Libraries.classPath().split(File.pathSeparator)[0];
            Process probe = new ProcessBuilder(command(List.of(
                            "sh",
                            "-c",
                            "touch \"$0\"; test -r \"$1\" && test -x \"$2\" && exit " + DONE,
                            written.toString(),
                            first,
                            java())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!probe.waitFor(20, TimeUnit.SECONDS)) {
                probe.destroyForcibly();
                return false;
            }
            return probe.exitValue() == DONE && Files.notExists(written);
        } catch (IOException missing) { // no such program here
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Files.deleteIfExists(written);
            Files.delete(directory);
        }
    }

    /** Returns the java that this program runs on. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> prefixed(List<String> prefix, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    @Override
    public String toString() {
        return description;
    }
}
