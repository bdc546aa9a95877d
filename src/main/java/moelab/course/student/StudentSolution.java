package moelab.course.student;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import moelab.course.Course;
import moelab.course.ExerciseFiles;
import moelab.course.ExerciseSource;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.sandbox.SourceCompiler;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * A student's solution of an exercise, used instead of the library's own code.
 *
 * <pre>
 *   FeedForward mine = StudentSolution.load(1, FeedForward.class, w1, b1, w2, b2);
 *   Transformer model = dense.withDecoderFeedForward(0, mine);
 *
 *   // the student's in ./lab chapter 5 --mine, if it has been begun
 *   BalancedClusterer k = StudentSolution.or(library, 9, BalancedClusterer.class);
 * </pre>
 *
 * The exercises, their interfaces, and the arguments of the constructors:
 *
 * <pre>
 *    1  FeedForwardParts, a FeedForward   W1, b1, W2, b2                  9  BalancedClusterer
 *    2  AttentionHead                                                   11  ExpertChoice
 *    3  FiringCounter                                                   12  LearnedRouter, a RouterTrainer
 *    4  PairCounter                                                    13  FeedForward  network, layout, router, budget
 *    5  SwapPass                                                        14  BleuSteps
 *    6  EdgeMatching                                                    15  TrainableFeedForward     network
 *    8  EqualAssignment                                                 16  Splitter
 * </pre>
 *
 * The file {@code exercises/CLASS.java} is compiled afresh at each call, in this JVM and without the checker's limits.
 * A part that is still to be written throws {@link moelab.exercise.Unsolved} with its number when it is used.
 */
public final class StudentSolution {
    private StudentSolution() {}

    /** Returns whether students' solutions are wanted, that is {@code -Dmoelab.mine=true}, which {@link #or} obeys. */
    public static boolean wanted() {
        return Boolean.getBoolean("moelab.mine");
    }

    /**
     * Returns a new object of the student's class.
     *
     * @param exercise its number, from 1
     * @param type the interface that the exercise implements
     * @param arguments of the class's constructor, as the stub has it
     * @throws IllegalArgumentException if the file is missing or does not compile, or the class is not of this type
     */
    public static <T> T load(int exercise, Class<T> type, Object... arguments) {
        Exercise e = Course.exercise(exercise);
        try {
            return SourceCompiler.compile(e.file(ExerciseFiles.directory()))
                    .load()
                    .create(type, arguments);
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException(
                    missing.getMessage() + ": there is no such file (./lab reset " + exercise + " makes it)", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /** Returns the student's implementation if it is {@link #wanted} and begun, otherwise the library's. */
    public static <T> T or(T library, int exercise, Class<T> type, Object... arguments) {
        return wanted() && begun(exercise) ? load(exercise, type, arguments) : library;
    }

    /** Returns whether the student's file is there and no longer the stub. */
    public static boolean begun(int exercise) {
        Exercise e = Course.exercise(exercise);
        Path file = e.file(ExerciseFiles.directory());
        Path master = ExerciseFiles.solutions().resolve(e.className() + ".java");
        try {
            if (!Files.exists(file)) {
                return false;
            }
            String text = Files.readString(file);
            return Files.exists(master)
                    ? !text.equals(ExerciseSource.read(ExerciseFiles.solutions(), e.className())
                            .stub())
                    : !text.contains("throw new Unsolved(\"" + exercise + ".1\""); // a course without solutions
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Returns whose code a chapter is played with under {@code --mine}: one line for each exercise that goes with it,
     * and how many tasks the student's class passes now.
     */
    public static String report(int chapter) throws IOException {
        StringBuilder report = new StringBuilder();
        for (Exercise e : Course.exercises()) {
            if (e.chapter() == chapter) {
                report.append(report.isEmpty() ? "" : System.lineSeparator())
                        .append("exercise ")
                        .append(e.number())
                        .append(", ")
                        .append(e.className())
                        .append(": ")
                        .append(begun(e.number()) ? passing(e) : "not begun, so the library's");
            }
        }
        return report.toString();
    }

    private static String passing(Exercise e) throws IOException {
        long passed = new ForkedChecker(Limits.USUAL)
                .check(e, e.file(ExerciseFiles.directory())).stream()
                        .filter(TaskResult::passed)
                        .count();
        int all = e.tasks().size();
        return "yours, " + passed + " of " + all + " tasks pass"
                + (passed < all ? "; ./lab check " + e.number() + " says what is missing" : "");
    }
}
