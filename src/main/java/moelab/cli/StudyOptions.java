package moelab.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import moelab.experiment.Settings;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all studies of conversions share: how many decoder states, the seed, and a file for the figures. */
public final class StudyOptions {
    @Mixin
    private StateOptions states;

    @Option(names = "--seed", description = "seed of everything random (default: ${DEFAULT-VALUE})")
    private long seed = Settings.defaults().seed();

    @Option(names = "--csv", paramLabel = "FILE", description = "writes the figures as comma-separated values")
    private Path csv;

    /** Returns how many decoder states experts and routers are made from. */
    public int states() {
        return states.count();
    }

    /** Returns the seed of everything random. */
    public long seed() {
        return seed;
    }

    /**
     * Returns what a study reads and writes, to be checked before the long work begins.
     *
     * @param model what it reads
     */
    public FileRoles files(ModelOptions model) {
        return files(model.files());
    }

    /** Returns these roles with the file of figures among what is written. */
    public FileRoles files(FileRoles roles) {
        return roles.writes("--csv", csv);
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
