package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code lab}, with a Java that only says how it was called. */
class LauncherTest {
    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void checkout() throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
        home = directory.toRealPath().resolve("check out\u00e9");
        Files.createDirectories(home.resolve("src/main"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("jdk/bin"));
        executable(home.resolve("jdk/bin/java"), """
                #!/bin/sh
                [ "$1" = --list-modules ] && { echo jdk.incubator.vector@17; exit; }
                echo "LC_ALL=${LC_ALL:-}"; for word in "$@"; do echo "$word"; done
                """);
        executable(home.resolve("lab"), Files.readString(Path.of("lab")));
        Files.createDirectories(home.resolve("target"));
        Files.writeString(home.resolve("target/moelab.jar"), "newer than all sources");
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private List<String> run(Path from, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(words).directory(from.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        process.environment().putAll(environment);
        File said = File.createTempFile("said", ".txt", directory.toFile());
        Process running = process.redirectErrorStream(true).redirectOutput(said).start();
        assertEquals(0, running.waitFor(), () -> read(said));
        return new ArrayList<>(read(said).lines().toList());
    }

    private static String read(File file) {
        try {
            return Files.readString(file.toPath(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertAtHome(List<String> said) {
        assertTrue(said.contains("-Dmoelab.home=" + home), said::toString);
        assertTrue(said.contains(home + "/target/moelab.jar"), said::toString);
    }

    @Test
    void itsHomeIsFoundThroughSymbolicLinks() throws Exception {
        assertAtHome(run(directory, Map.of(), home.resolve("lab").toString(), "bleu"));
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("lab"));
        assertAtHome(run(directory, Map.of(), absolute.toString(), "bleu"));
        Files.createSymbolicLink(
                bin.resolve("lab"), Path.of("..").resolve(home.getFileName()).resolve("lab"));
        Files.createSymbolicLink(bin.resolve("chain"), Path.of("lab"));
        assertAtHome(run(directory, Map.of(), "bin/chain", "bleu"));
        assertAtHome(run(bin, Map.of(), "/bin/sh", "chain", "bleu"));
        assertAtHome(run(directory, Map.of("PATH", bin + ":" + System.getenv("PATH")), "/usr/bin/env", "lab", "bleu"));
    }

    @Test
    void aDirectoryOfCdpathDoesNotMisleadIt() throws Exception {
        Path decoy = Files.createDirectories(directory.resolve("decoy").resolve(home.getFileName()));
        Map<String, String> cdpath = Map.of("CDPATH", decoy.getParent().toString());
        assertAtHome(run(directory, cdpath, "/bin/sh", home.getFileName() + "/lab", "bleu"));
        assertAtHome(run(home, cdpath, "./lab", "bleu"));
    }

    @Test
    void inThePosixLocaleFileNamesAreUtf8() throws Exception {
        for (String posix : List.of("C", "POSIX")) {
            List<String> said =
                    run(directory, Map.of("LC_ALL", posix), home.resolve("lab").toString(), "bleu", "\u00e9");
            assertTrue(said.get(0).matches("(?i)LC_ALL=.*\\.utf-?8"), said::toString);
            assertEquals("\u00e9", said.get(said.size() - 1));
        }
        assertEquals(
                "LC_ALL=C.UTF-8",
                run(directory, Map.of(), home.resolve("lab").toString(), "bleu").get(0));
    }

    @Test
    void aCommandWithAMasterRunsOnSparkWhereThatIsBuilt() throws Exception {
        String lab = home.resolve("lab").toString();
        assertAtHome(run(directory, Map.of(), lab, "count", "--master", "local[2]"));
        Files.createDirectories(home.resolve("target/spark"));
        Files.writeString(home.resolve("target/spark/moelab.jar"), "newer than all sources");
        for (String master : List.of("--master", "--master=local[2]")) {
            List<String> said = run(directory, Map.of(), lab, "count", master, "a b");
            assertTrue(said.contains(home + "/target/spark/moelab.jar:" + home + "/target/spark/spark-lib/*"));
            assertTrue(said.contains("@" + home + "/src/spark/java.options"), said::toString);
            assertEquals(List.of("moelab.cli.Lab", "count", master, "a b"), said.subList(said.size() - 4, said.size()));
        }
        assertAtHome(run(directory, Map.of(), lab, "count", "--masters"));
    }

    @Test
    void theVectorApisWarningIsLeftOutAndNothingElse() throws Exception {
        executable(home.resolve("jdk/bin/java"), """
                #!/bin/sh
                [ "$1" = --list-modules ] && { echo jdk.incubator.vector@17; exit; }
                echo 'WARNING: Using incubator modules: jdk.incubator.vector' >&2
                echo 'WARNING: something else' >&2
                printf 'no line end' >&2
                case " $* " in *' -Dmoelab.stderr=3 '*) echo 'from moelab' >&3 ;; esac
                cat
                exit 7
                """);
        File err = File.createTempFile("err", ".txt", directory.toFile());
        File out = File.createTempFile("out", ".txt", directory.toFile());
        ProcessBuilder process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "echo input | \"$0\" translate",
                        home.resolve("lab").toString())
                .redirectOutput(out)
                .redirectError(err);
        process.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        process.environment().put("TMPDIR", directory.toString());
        assertEquals(7, process.start().waitFor());
        assertEquals("input\n", read(out));
        // what Java says goes through a loop of its own, which may end a moment after the process
        for (int i = 0; i < 100 && !read(err).contains("no line end"); i++) {
            Thread.sleep(50);
        }
        assertEquals(
                List.of("WARNING: something else", "from moelab", "no line end"),
                read(err).lines().sorted().toList());
        try (var left = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    left.filter(f -> f.getFileName().toString().startsWith("tmp."))
                            .toList());
        }
    }

    @Test
    void onlyCommandsThatComputeAskForTheVectorApi() throws Exception {
        String vector = "--add-modules=jdk.incubator.vector";
        for (String command : List.of("bleu", "partition", "exercises", "hint", "--help", "--version")) {
            assertFalse(
                    run(directory, Map.of(), home.resolve("lab").toString(), command)
                            .contains(vector),
                    command);
        }
        for (String command : List.of("table", "train", "translate", "bench", "jshell")) {
            assertTrue(
                    run(directory, Map.of(), home.resolve("lab").toString(), command)
                            .contains(vector),
                    command);
        }
    }

    @Test
    void translatingKeepsTheProcessSmallUnlessTheUserChoosesACollector() throws Exception {
        String lab = home.resolve("lab").toString();
        assertTrue(run(directory, Map.of(), lab, "translate").contains("-XX:+UseSerialGC"));
        assertTrue(run(directory, Map.of(), lab, "sizes").contains("-XX:+UseSerialGC"));
        assertFalse(run(directory, Map.of(), lab, "table").contains("-XX:+UseSerialGC"));
        assertFalse(run(directory, Map.of("MOELAB_JAVA_OPTIONS", "-XX:+UseParallelGC"), lab, "translate")
                .contains("-XX:+UseSerialGC"));
    }
}
