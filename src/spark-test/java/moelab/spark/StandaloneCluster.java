package moelab.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone cluster of Spark's on this machine: a master and workers, each a process, on ports of the loopback that
 * are free. Executors are processes of the workers.
 */
final class StandaloneCluster implements AutoCloseable {
    private static final int PATIENCE = 180; // seconds until a process has come up, on a busy machine
    private static final Pattern ADDRESS = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("(Successfully registered) with master");

    /** What Spark's jars share with libraries of moelab's, so that the build has put them among those. */
    private static final Pattern SHARED =
            Pattern.compile("(commons-|gson|slf4j-api|error_prone|protobuf-java).*\\.jar");

    private final Path home; // of Spark: its jars in "jars"
    private final Process master;
    private final String url;
    private final List<Process> workers = new ArrayList<>();

    /** Starts a master. */
    StandaloneCluster(Path directory) throws IOException, InterruptedException {
        home = Files.createDirectories(directory.resolve("spark"));
        Path jars = Files.createDirectories(home.resolve("jars"));
        Path built = Path.of("target", "spark").toAbsolutePath();
        try (Stream<Path> own = Files.list(built.resolve("spark-lib"));
                Stream<Path> shared = Files.list(built.resolve("lib"))
                        .filter(f -> SHARED.matcher(f.getFileName().toString()).matches())) {
            for (Path jar : Stream.concat(own, shared).toList()) {
                Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
            }
        }
        Path log = home.resolve("master.log");
        master = start(log, thisJava(), "org.apache.spark.deploy.master.Master", "--port", "0");
        url = await(log, ADDRESS, master);
    }

    /** Returns the master's address. */
    String url() {
        return url;
    }

    /** Starts a worker of one core, whose executors run on this Java. */
    Process worker(Path javaHome) throws IOException, InterruptedException {
        String name = "worker-" + workers.size();
        Path log = home.resolve(name + ".log");
        Process worker = start(
                log,
                javaHome,
                "org.apache.spark.deploy.worker.Worker",
                "--port",
                "0",
                "--cores",
                "1",
                "--memory",
                "700m",
                "--work-dir",
                home.resolve(name).toString(),
                url);
        workers.add(worker);
        await(log, REGISTERED, worker);
        return worker;
    }

    static Path thisJava() {
        return Path.of(System.getProperty("java.home"));
    }

    private Process start(Path log, Path javaHome, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "@" + Path.of("src/spark/java.options").toAbsolutePath(),
                "-Xmx200m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                home.resolve("jars") + File.separator + "*",
                main,
                "--host",
                "127.0.0.1",
                "--webui-port",
                "0"));
        command.addAll(List.of(arguments));
        ProcessBuilder process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        process.environment().put("SPARK_HOME", home.toString());
        process.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        process.environment().put("SPARK_SCALA_VERSION", "2.13"); // or it is looked for in Spark's own build
        process.environment().remove("JAVA_HOME"); // or executors would run on that
        return process.start();
    }

    private static String await(Path log, Pattern pattern, Process process) throws IOException, InterruptedException {
        for (int tenths = 0; tenths < 10 * PATIENCE; tenths++) {
            Matcher found = pattern.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
            if (!process.isAlive()) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("no '" + pattern + "' in " + Files.readString(log));
    }

    /** Waits until an executor of a worker has fetched a file whose name has this in it: its first task begins. */
    void awaitFile(int worker, String part) throws IOException, InterruptedException {
        Path work = home.resolve("worker-" + worker);
        for (int tenths = 0; tenths < 10 * PATIENCE; tenths++) {
            try (Stream<Path> all = Files.walk(work)) {
                if (all.anyMatch(f -> f.getFileName().toString().contains(part))) {
                    return;
                }
            } catch (UncheckedIOException vanished) {
                // a file that was renamed meanwhile
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException("no file *" + part + "* in " + work);
    }

    /** Ends a worker and its executors as a power failure would. */
    static void kill(Process worker) throws InterruptedException {
        List<ProcessHandle> executors = worker.descendants().toList();
        worker.destroyForcibly();
        executors.forEach(ProcessHandle::destroyForcibly);
        worker.waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process worker : workers) {
            kill(worker);
        }
        kill(master);
        try (Stream<Path> links = Files.list(home.resolve("jars"))) {
            for (Path link : links.toList()) {
                Files.delete(link);
            }
        }
    }
}
