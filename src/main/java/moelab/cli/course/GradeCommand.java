package moelab.cli.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import moelab.cli.ClusterOptions;
import moelab.cli.Progress;
import moelab.course.CheckReport;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.sandbox.Confinement;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.student.Grade;
import moelab.course.student.Grader;
import moelab.course.student.GradescopeResults;
import moelab.course.student.Submission;
import moelab.course.task.Exercise;
import moelab.files.FileRoles;
import moelab.files.WholeFile;
import moelab.jobs.Grading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab grade DIR}. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = {
            "For instructors: grades the submissions in DIR, one directory per student, or DIR itself if the files "
                    + "lie in it.",
            "Writes results.json (Gradescope's format) for each, and grades.csv for a class. See "
                    + "exercises/INSTRUCTORS.md."
        })
public final class GradeCommand implements Callable<Integer> {
    private static final int DEPTH = 8; // as deep as submissions are read

    @Parameters(paramLabel = "DIR", description = "the submissions; files are found at any depth by their names")
    private Path directory;

    @Option(names = "--one", description = "DIR is one submission, whatever is in it")
    private boolean one;

    @Option(
            names = "--exercises",
            split = ",",
            paramLabel = "N",
            description = "grade these only, 1,2,5-8 (default: all)")
    private List<String> ranges = List.of();

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "for one submission the file to write (default DIR/results.json), for a class the directory "
                    + "(default DIR)")
    private Path out;

    @Option(names = "--seconds", description = "processor time for one task (default ${DEFAULT-VALUE})")
    private int seconds = Limits.USUAL.seconds();

    @Option(names = "--memory", paramLabel = "MB", description = "heap for one task (default ${DEFAULT-VALUE})")
    private int megabytes = Limits.USUAL.megabytes();

    @Option(names = "--jobs", description = "submissions graded at the same time (default ${DEFAULT-VALUE})")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            description =
                    "what the checks of exercises 7 and 10 leave to chance; the seed of an earlier grading repeats "
                            + "it (default: a new secret one, which results.json names)")
    private Long seed;

    @Mixin
    private ClusterOptions cluster;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory
                    + (Files.exists(directory)
                            ? ": is not a directory, expected one of submissions"
                            : ": there is no such directory"));
        }
        if (jobs < 1) {
            throw new IllegalArgumentException("--jobs is " + jobs + ", expected at least 1");
        }
        cluster.check();
        Limits limits = new Limits(seconds, megabytes);
        Confinement confinement = Confinement.strongest();
        long chance = seed == null ? new SecureRandom().nextLong() : seed;
        Grader grader = new Grader(exercises(), new ForkedChecker(limits, confinement, chance));
        List<Path> directories = one ? List.of(directory) : grader.submissions(directory);
        List<Submission> submissions = grader.read(directories);
        boolean single = directories.get(0).equals(directory);
        Path target = out != null ? out : single ? directory.resolve("results.json") : directory;
        checkFiles(single ? List.of(target) : results(target, submissions));
        PrintWriter console = spec.commandLine().getOut();
        List<Grade> grades;
        if (cluster.given()) {
            Grading.Grades graded = cluster.run(Grading.job(submissions, exercises(), limits, chance));
            grades = graded.grades();
            console.println("submissions run in " + String.join("; ", graded.confinements()));
        } else {
            grades = grade(grader, submissions);
            console.println("submissions run in " + confinement);
        }
        console.println("seed " + chance + " (lab grade --seed repeats this grading)");
        if (single) {
            ExerciseFiles.write(target, GradescopeResults.json(grades.get(0), chance));
            grades.get(0).reports().forEach(console::println);
            console.println(grades.get(0).points() + " of " + grades.get(0).possible() + " points, in " + target);
        } else {
            for (Grade g : grades) {
                ExerciseFiles.write(
                        target.resolve(g.name()).resolve("results.json"), GradescopeResults.json(g, chance));
            }
            ExerciseFiles.write(target.resolve("grades.csv"), csv(grades));
            grades.forEach(console::println);
            console.println("results.json of each and grades.csv are in " + target);
        }
        console.flush();
        return 0;
    }

    private static List<Path> results(Path target, List<Submission> submissions) {
        List<Path> files = new ArrayList<>(List.of(target.resolve("grades.csv")));
        submissions.forEach(s -> files.add(target.resolve(s.name()).resolve("results.json")));
        return files;
    }

    /** Refuses what could not be written in the end, and what would overwrite a student's class. */
    private void checkFiles(List<Path> outputs) throws IOException {
        FileRoles roles = new FileRoles();
        try (Stream<Path> files = Files.walk(directory, DEPTH)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(f -> roles.reads("a student's class", f));
        }
        for (Path output : outputs) {
            WholeFile.createDirectoryOf(output);
            roles.writes("a file of --out", output);
        }
        roles.check();
    }

    private List<Exercise> exercises() {
        List<Exercise> chosen = new ArrayList<>();
        for (String range : ranges) {
            try {
                String[] ends = range.strip().split("-", 2);
                int first = Integer.parseInt(ends[0]);
                int last = Integer.parseInt(ends[ends.length - 1]);
                if (first > last) {
                    throw new IllegalArgumentException("--exercises " + range + ": expected the smaller number first");
                }
                for (int n = first; n <= last; n++) {
                    chosen.add(Course.exercise(n));
                }
            } catch (NumberFormatException wrong) {
                throw new IllegalArgumentException(
                        "--exercises " + range + ": expected a number or a range such as 5-8", wrong);
            }
        }
        return chosen.isEmpty()
                ? Course.exercises()
                : chosen.stream().distinct().toList();
    }

    private List<Grade> grade(Grader grader, List<Submission> submissions) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try (Progress progress = new Progress("grading", submissions.size())) {
            List<Future<Grade>> running = submissions.stream()
                    .map(s -> pool.submit(() -> grader.grade(s)))
                    .toList();
            List<Grade> grades = new ArrayList<>();
            for (Future<Grade> f : running) {
                grades.add(f.get());
                progress.step();
            }
            return grades;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : e;
        } finally {
            pool.shutdownNow();
        }
    }

    private static String csv(List<Grade> grades) {
        StringBuilder csv = new StringBuilder("name,points,possible");
        grades.get(0)
                .reports()
                .forEach(r -> csv.append(",exercise ").append(r.exercise().number()));
        for (Grade g : grades) {
            csv.append("\n\"")
                    .append(g.name().replace("\"", "\"\""))
                    .append("\",")
                    .append(g.points())
                    .append(',')
                    .append(g.possible());
            for (CheckReport r : g.reports()) {
                csv.append(',').append(r.points());
            }
        }
        return csv.append('\n').toString();
    }
}
