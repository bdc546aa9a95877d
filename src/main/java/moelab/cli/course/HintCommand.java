package moelab.cli.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.ProgressFile;
import moelab.course.task.Exercise;
import moelab.course.task.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab hint N}. */
@Command(
        name = "hint",
        mixinStandardHelpOptions = true,
        description = {
            "A hint for the first task of exercise N that has not passed, or for the task N.T.",
            "The first is a question; asking again says more, up to three times."
        })
public final class HintCommand implements Callable<Integer> {
    @Parameters(paramLabel = "N", description = "number of the exercise, 5, or of a task, 5.2")
    private String number;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ProgressFile progress = ProgressFile.in(ExerciseFiles.directory());
        Task task = task(progress);
        Exercise e = exercise();
        List<String> hints =
                ExerciseSource.read(ExerciseFiles.solutions(), e.className()).hints(task.number());
        int shown = Math.min(hints.size(), progress.hints(task.number()) + 1);
        PrintWriter out = spec.commandLine().getOut();
        out.println("task " + task.number() + ", " + task.title());
        for (int i = 0; i < shown; i++) {
            out.println(Wrapped.text("  " + (i + 1) + " of " + hints.size() + "  ", hints.get(i)));
        }
        out.flush();
        progress.hinted(task.number(), shown);
        return 0;
    }

    private Exercise exercise() {
        try {
            return Course.exercise(Integer.parseInt(number.split("\\.", 2)[0]));
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "'" + number + "' is no exercise, expected a number like 5 or a task like 5.2", wrong);
        }
    }

    private Task task(ProgressFile progress) {
        List<Task> tasks = exercise().tasks();
        if (number.contains(".")) {
            return tasks.stream()
                    .filter(t -> t.number().equals(number))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no task " + number + ", expected "
                            + tasks.get(0).number() + " to "
                            + tasks.get(tasks.size() - 1).number()));
        }
        Set<String> passed = progress.passed(exercise());
        return tasks.stream()
                .filter(t -> !passed.contains(t.number()))
                .findFirst()
                .orElse(tasks.get(tasks.size() - 1));
    }
}
