package moelab.cli.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.ProgressFile;
import moelab.course.task.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab exercises}. */
@Command(
        name = "exercises",
        mixinStandardHelpOptions = true,
        description = "Lists the exercises, the chapter each goes with, the minutes to plan for, and how far you are.")
public final class ExercisesCommand implements Callable<Integer> {
    @Option(
            names = "--generate",
            description = "for authors: write every stub anew from its master in solutions/, over what is there")
    private boolean generate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path exercises = ExerciseFiles.directory();
        PrintWriter out = spec.commandLine().getOut();
        if (generate) {
            for (Exercise e : Course.exercises()) {
                ExerciseFiles.write(
                        e.file(exercises),
                        ExerciseSource.read(ExerciseFiles.solutions(), e.className())
                                .stub());
            }
        }
        ProgressFile progress = ProgressFile.in(exercises);
        out.println(" no  chapter  minutes  tasks  class                      exercise");
        int points = 0;
        int all = 0;
        for (Exercise e : Course.exercises()) {
            int passed = progress.passed(e).size();
            points += e.tasks().stream()
                    .filter(t -> progress.passed(e).contains(t.number()))
                    .mapToInt(t -> t.points())
                    .sum();
            all += e.points();
            String state = !progress.begun(e) ? "" : passed == e.tasks().size() ? "  done" : "  begun";
            if (progress.edited(e, e.file(exercises))) {
                state += ", edited since";
            }
            out.println(String.format(
                    Locale.ROOT,
                    " %2d  %7d  %7d  %2d/%-2d  %-26s %s%s",
                    e.number(),
                    e.chapter(),
                    e.minutes(),
                    passed,
                    e.tasks().size(),
                    e.className(),
                    e.title(),
                    state));
        }
        out.println(points + " of " + all + " points; the files are in " + exercises + ", ./lab check N checks one");
        out.flush();
        return 0;
    }
}
