package moelab.spark;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import moelab.jobs.JobTask;
import org.apache.spark.SparkConf;

/** Builds Spark's configuration: the user's settings, and our defaults for the rest. */
final class Configuration {
    private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

    private Configuration() {}

    /** Fails unless all names are those of Spark's settings. */
    static void require(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!name.startsWith("spark.")) {
                throw new IllegalArgumentException(
                        "--conf " + name + ", expected a setting of Spark: spark.NAME=VALUE");
            }
        }
    }

    static SparkConf of(Master master, Map<String, String> settings) throws IOException {
        SparkConf conf = new SparkConf(true); // with the settings of spark-submit
        conf.setMaster(master.url()).setAppName("moelab");
        require(settings);
        settings.forEach(conf::set);
        conf.setIfMissing("spark.ui.enabled", "false");
        conf.setIfMissing("spark.executor.memory", "1g");
        conf.setIfMissing("spark.driver.maxResultSize", "0"); // no limit, because results are added and not kept
        if (master.isLocal()) { // no other machine needs to reach it
            conf.setIfMissing("spark.driver.host", "localhost");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.set(EXECUTOR_OPTIONS, (executorOptions() + " " + conf.get(EXECUTOR_OPTIONS, "")).strip());
            if (!conf.contains("spark.jars")) {
                conf.setJars(jars().stream().map(Path::toString).toArray(String[]::new));
            }
        }
        return conf;
    }

    /** Returns Java options that make executors compute with the same kernels as the driver. */
    private static String executorOptions() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String simd = System.getProperty("moelab.simd", vectors ? "" : "off"); // executors have the module anyway
        return "-Djava.awt.headless=true"
                + (vectors ? " --add-modules=jdk.incubator.vector" : "")
                + (simd.isEmpty() ? "" : " -Dmoelab.simd=" + simd);
    }

    /**
     * Returns the jars that executors need and Spark does not provide: moelab, its libraries, and those of the course,
     * which the build puts beside it.
     *
     * @throws IllegalArgumentException if this does not run from a jar
     */
    private static List<Path> jars() throws IOException {
        Path moelab;
        try {
            moelab = Path.of(JobTask.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (!Files.isRegularFile(moelab)) {
            throw new IllegalArgumentException(
                    moelab + ": is not a jar, which executors could fetch; expected `mvn -Pspark package`");
        }
        List<Path> jars = new ArrayList<>(List.of(moelab));
        for (String directory : List.of("lib", "course-lib")) {
            if (Files.isDirectory(moelab.resolveSibling(directory))) {
                try (Stream<Path> all = Files.list(moelab.resolveSibling(directory))) {
                    all.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(jars::add);
                }
            }
        }
        return jars;
    }
}
