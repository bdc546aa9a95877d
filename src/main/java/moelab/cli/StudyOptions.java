package moelab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import moelab.experiment.Settings;
import moelab.files.WholeFile;
import picocli.CommandLine.Option;

/** What all commands share that study conversions: how many decoder states, the seed, and a file for the figures. */
public final class StudyOptions {
    @Option(
            names = "--tokens",
            description = "decoder states that experts and routers are made from (default: ${DEFAULT-VALUE})")
    private int tokens = Settings.defaults().tokens();

    @Option(names = "--seed", description = "of everything random (default: ${DEFAULT-VALUE})")
    private long seed = Settings.defaults().seed();

    @Option(names = "--csv", paramLabel = "FILE", description = "writes the figures as comma-separated values")
    private Path csv;

    public int tokens() {
        return tokens;
    }

    public long seed() {
        return seed;
    }

    /** Refuses a file that cannot be written, before the long work begins. */
    public void check() throws IOException {
        if (csv != null) {
            WholeFile.requireWritable(csv);
        }
    }

    /** Prints the result, and keeps its figures where they are wanted. */
    public void report(PrintWriter out, Object result, String figures) throws IOException {
        out.println(result);
        out.flush();
        if (csv != null) {
            WholeFile.write(csv, figures);
        }
    }
}
