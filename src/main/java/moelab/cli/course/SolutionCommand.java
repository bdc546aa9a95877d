package moelab.cli.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.ProgressFile;
import moelab.course.task.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab solution N}. */
@Command(
        name = "solution",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the course's solution of exercise N, once yours has passed.",
            "Exit status 1 if it has not."
        })
public final class SolutionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "N", description = "number of the exercise")
    private int number;

    @Option(names = "--spoil", description = "print it all the same")
    private boolean spoil;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Exercise e = Course.exercise(number);
        int passed = ProgressFile.in(ExerciseFiles.directory()).passed(e).size();
        if (!spoil && passed < e.tasks().size()) {
            PrintWriter err = spec.commandLine().getErr();
            err.println(passed + " of " + e.tasks().size() + " tasks of exercise " + number
                    + " have passed: ./lab check " + number + " first, ./lab hint " + number
                    + " helps (--spoil shows it now)");
            err.flush();
            return 1;
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(ExerciseSource.read(ExerciseFiles.solutions(), e.className()).solution());
        out.flush();
        return 0;
    }
}
