package moelab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every command with random arguments and files, half of the calls in the POSIX locale: {@code mvn -Pfuzz verify}, with
 * {@code -Dfuzz.calls=N} and {@code -Dfuzz.seed=N}.
 *
 * <p>No call ends in a stack trace, leaves a file half-written, changes a file and then fails for another reason than
 * lost output, or ends in exit status 0 although output was lost.
 */
class CommandLineFuzz {
    private static final int CALLS = Integer.getInteger("fuzz.calls", 2_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int PATIENCE = 240; // seconds for a call, which Ctrl-C stops much earlier
    /** What may change files of its own accord, and what takes minutes whatever it is told. */
    private static final Set<String> RARE = Set.of(
            "ablations bench chapter check count grade jshell languages notebooks scaling site sizes sweep".split(" "));

    private static final List<String> VALUES = List.of(
            "0",
            "1",
            "7",
            "-1",
            "0.5",
            "1e-400",
            "NaN",
            "Infinity",
            "2147483647",
            "2147483648",
            "4294967297",
            "1e9",
            "x",
            "",
            " ",
            "\u0663",
            "\u001b[31m",
            "en-fr",
            "fr-en",
            "ridge",
            "oracle",
            "random",
            "kmeans",
            "top-k",
            "multilevel",
            "lloyd",
            "l1",
            "1,2",
            "0.5,0.25",
            "'quoted'",
            "a\nb",
            "%s{}",
            "\ud83d\ude00");

    @TempDir
    Path directory;

    private SplittableRandom random;
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final Map<String, Double> seconds = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private Process worker;
    private BufferedWriter calls;
    private BufferedReader answers;

    @ParameterizedTest
    @ValueSource(strings = {"C", "C.UTF-8"})
    void noCallPrintsAStackTraceOrDestroysAFile(String locale) throws Exception {
        random = new SplittableRandom(31 * SEED + locale.length());
        FuzzFiles files = new FuzzFiles(Files.createDirectory(directory.resolve("files")), random.split());
        for (int call = 0; call < CALLS / 2; call++) {
            if (worker == null || !worker.isAlive()) {
                start(locale);
            }
            try {
                one(call, files);
            } catch (AssertionError e) {
                failures.add(e.getMessage());
                System.out.println(e.getMessage()); // at once: the rest takes minutes
            }
        }
        worker.destroyForcibly().waitFor();
        System.out.println(locale + ": " + CALLS / 2 + " calls, by command and exit status: " + statuses);
        System.out.println("seconds by command: " + seconds);
        assertEquals(
                List.of(), failures, () -> failures.size() + " calls went wrong:\n" + String.join("\n\n", failures));
    }

    private void one(int number, FuzzFiles files) throws Exception {
        List<String> words = words(files);
        boolean full = random.nextInt(8) == 0;
        Map<String, String> before = files.contents();
        String input = random.nextBoolean() ? "" : "The file {0}\n\n" + any() + "\n";
        long begun = System.nanoTime();
        calls.write((full ? "full " : "open ") + FuzzWorker.encoded(input) + " "
                + words.stream().map(FuzzWorker::encoded).collect(Collectors.joining(" ")));
        calls.newLine();
        calls.flush();
        String what = "call " + number + " of seed " + SEED + ": " + shown(words) + (full ? " > /dev/full" : "");
        String said;
        Process asked = worker;
        try (FuzzWatchdog watchdog = new FuzzWatchdog(PATIENCE, asked::destroyForcibly)) {
            said = answers.readLine();
            while (said != null && (said.isBlank() || said.startsWith("jshell>")) && words.contains("jshell")) {
                said = answers.readLine(); // JShell itself prompts and ends its line there, whatever it was given
            }
            if (watchdog.bites()) {
                asked.waitFor();
                fail(what + " did not end, not even by Ctrl-C");
            }
        }
        seconds.merge(words.isEmpty() ? "" : words.get(0), (System.nanoTime() - begun) * 1e-9, Double::sum);
        if (said == null) { // Ctrl-C where nothing waits for it
            assertEquals(130, worker.waitFor(), what + " ended the process");
            statuses.merge("interrupted", 1, Integer::sum);
            return;
        }
        String[] answer = said.split(" ");
        if (answer.length != 4) {
            asked.destroyForcibly().waitFor();
            fail(what + " wrote to the standard output of the process: " + said);
        }
        int status = Integer.parseInt(answer[0]);
        String err = FuzzWorker.decoded(answer[3]);
        statuses.merge((words.isEmpty() ? "" : shown(words.subList(0, 1))) + " " + status, 1, Integer::sum);
        what += "\n" + status + "\n" + FuzzWorker.decoded(answer[2]) + "\n" + err;
        assertTrue(Set.of(0, 1, 2, 130, 141).contains(status), what);
        assertFalse(err.contains("\tat ") || err.contains("Exception in thread"), what);
        assertFalse(err.contains("a fault of moelab"), what);
        assertTrue(status == 0 || !err.isBlank() || isCheck(words), what);
        assertTrue(!answer[1].equals("true") || status != 0, what);
        assertFiles(before, files.contents(), status, err, what);
    }

    /** A failed check of an exercise has its reasons on standard output. */
    private static boolean isCheck(List<String> words) {
        return !words.isEmpty() && Set.of("check", "grade", "chapter").contains(words.get(0));
    }

    private static void assertFiles(
            Map<String, String> before, Map<String, String> after, int status, String err, String what) {
        assertTrue(after.keySet().stream().noneMatch(name -> name.endsWith(".part")), what);
        before.forEach((name, content) -> {
            assertTrue(after.containsKey(name), () -> name + " is gone after " + what);
            if (content.startsWith("link") || content.equals("directory")) {
                assertEquals(content, after.get(name), () -> name + " is another after " + what);
            }
        });
        if (status != 0 && !err.contains("cannot be written")) {
            assertEquals(before, after, what);
        }
    }

    private String any() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private List<String> words(FuzzFiles files) {
        List<String> names = new ArrayList<>(Lab.commandLine().getSubcommands().keySet());
        String name = names.get(random.nextInt(names.size()));
        if (RARE.contains(name) && random.nextInt(10) > 0) {
            name = List.of("bleu", "partition", "kmeans", "translate", "corpus").get(random.nextInt(5));
        }
        List<String> words = new ArrayList<>();
        if (random.nextInt(20) > 0) {
            words.add(name);
        }
        words.addAll(random.nextInt(3) > 0 ? sound(name, files) : List.of());
        CommandSpec command = Lab.commandLine().getSubcommands().get(name).getCommandSpec();
        for (int more = random.nextInt(4); more > 0; more--) {
            addRandom(words, command, files);
        }
        if (random.nextInt(6) == 0 && words.size() > 1) {
            words.set(1 + random.nextInt(words.size() - 1), random.nextBoolean() ? any() : files.anyName());
        }
        if (random.nextInt(200) == 0) {
            words.add("y".repeat(100_000));
        }
        return bounded(name, words, files);
    }

    private void addRandom(List<String> words, CommandSpec command, FuzzFiles files) {
        List<ArgSpec> all = new ArrayList<>(command.options());
        all.addAll(command.positionalParameters());
        ArgSpec arg = all.get(random.nextInt(all.size()));
        if (arg instanceof OptionSpec option) {
            words.add(option.longestName());
        }
        if (arg.arity().max() > 0) {
            boolean file =
                    arg.type() == Path.class || arg.type() == List.class && arg.auxiliaryTypes()[0] == Path.class;
            words.add(file != (random.nextInt(8) == 0) ? files.anyName() : any());
        }
    }

    /** Arguments that work. */
    private static List<String> sound(String name, FuzzFiles files) {
        return switch (name) {
            case "bleu" -> List.of(files.name("a.txt"), files.name("b.txt"));
            case "partition" -> List.of(files.name("graphe_\u00e9.graph"), "2", "--out", files.name("new"));
            case "kmeans" -> List.of(files.name("points.csv"), "2", "--out", files.name("new"));
            case "curve" -> List.of(files.name("curve.csv"));
            case "corpus" -> List.of("--corpus", files.name("pairs.tsv"));
            case "translate",
                    "sparsity",
                    "table",
                    "tradeoff",
                    "experts",
                    "routers",
                    "ablations",
                    "convert",
                    "prune" -> {
                List<String> words = new ArrayList<>(
                        List.of("--corpus", files.name("pairs.tsv"), "--checkpoint", files.name("model.safetensors")));
                words.addAll(
                        switch (name) {
                            case "table" ->
                                List.of("--expert-size", "4", "--samples", "2", "--rounds", "1", "--states", "99");
                            case "tradeoff", "experts", "routers" -> List.of("--expert-size", "4", "--states", "99");
                            case "convert" ->
                                List.of("--expert-size", "4", "--states", "99", "--out", files.name("new"));
                            case "prune" -> List.of("--neurons", "16", "--epochs", "1", "--out", files.name("new"));
                            default -> List.of();
                        });
                yield words;
            }
            case "train" ->
                Arrays.asList(("--symbols 90 --dimension 8 --heads 2 --encoder-layers 1 --decoder-layers 1 "
                                + "--encoder-neurons 8 --decoder-neurons 16 --epochs 1 --max-length 30 --corpus "
                                + files.name("pairs.tsv") + " --out " + files.name("trained"))
                        .split(" "));
            case "grade" -> List.of(files.name("submissions"), "--exercises", "1");
            case "hint", "reset", "solution", "check" -> List.of("1");
            default -> List.of();
        };
    }

    /** The same call with bounds on what would write elsewhere or run for minutes. */
    private static List<String> bounded(String name, List<String> words, FuzzFiles files) {
        List<String> bounded = new ArrayList<>(words);
        bounded.removeIf(Set.of("--retrain", "--watch")::contains);
        if (name.equals("scaling") && !words.contains("--directory")) {
            bounded.addAll(List.of("--directory", files.name("empty")));
        }
        return bounded;
    }

    private static String shown(List<String> words) {
        return words.stream().map(w -> moelab.files.Quoted.of(w)).collect(Collectors.joining(" "));
    }

    private void start(String locale) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xmx400m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=UTF-8",
                        "-Djava.awt.headless=true",
                        "-Dmoelab.home=" + Path.of("").toAbsolutePath(),
                        "-Dmoelab.exercises=" + directory.resolve("exercises"),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        FuzzWorker.class.getName())
                .directory(directory.toFile())
                .redirectError(new File("/dev/null"));
        process.environment().put("LC_ALL", locale);
        worker = process.start();
        calls = new BufferedWriter(new OutputStreamWriter(worker.getOutputStream(), StandardCharsets.US_ASCII));
        answers = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.US_ASCII));
    }
}
