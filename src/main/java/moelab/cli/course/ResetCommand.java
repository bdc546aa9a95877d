package moelab.cli.course;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.ProgressFile;
import moelab.course.task.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab reset N}. */
@Command(
        name = "reset",
        mixinStandardHelpOptions = true,
        description = "Begins exercise N anew: the file becomes the stub again. What was there is kept beside it.")
public final class ResetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "N", description = "number of the exercise")
    private int number;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Exercise e = Course.exercise(number);
        Path file = e.file(ExerciseFiles.directory());
        String stub =
                ExerciseSource.read(ExerciseFiles.solutions(), e.className()).stub();
        String said = "";
        if (Files.exists(file) && !Files.readString(file).equals(stub)) {
            Path kept = unused(file);
            Files.move(file, kept);
            said = "; what you had is in " + kept.getFileName();
        }
        ExerciseFiles.write(file, stub);
        ProgressFile.in(ExerciseFiles.directory()).reset(e);
        spec.commandLine().getOut().println(file + " is the stub again" + said);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private static Path unused(Path file) {
        int n = 1;
        while (Files.exists(file.resolveSibling(file.getFileName() + ".kept" + n))) {
            n++;
        }
        return file.resolveSibling(file.getFileName() + ".kept" + n);
    }
}
