package moelab.course.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.ExpertChoice;
import moelab.routing.Budget;

/** Choosing experts: against the library's selection, with ties on purpose. */
public final class BudgetChoiceCheck {
    private BudgetChoiceCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "11.1",
                        "as many experts as the budget allows, ties to the lower number",
                        2,
                        student -> check(student, (size, random) -> new Budget.TopK(random.nextInt(size + 2)))),
                new Task(
                        "11.2",
                        "every score from a threshold on",
                        1,
                        student -> check(student, (size, random) -> new Budget.Threshold(random.nextInt(-3, 4)))),
                new Task(
                        "11.3",
                        "a share of the scores",
                        2,
                        student -> check(student, (size, random) -> new Budget.TopP(random.nextInt(9) / 8.0))));
    }

    private static void check(StudentClass student, PropertyRunner.Generator<Budget> budgets) {
        PropertyRunner.of(500, (size, random) -> Scores.random(size, random, budgets))
                .shrunkBy(Scores::smaller)
                .check(student, s -> {
                    float[] given = s.scores.clone();
                    int[] mine = student.create(ExpertChoice.class).choose(given, s.budget);
                    int[] expected = ExpertChoice.library().choose(s.scores, s.budget);
                    if (!Arrays.equals(mine, expected) && !tiedMass(s, mine, expected)) {
                        throw CheckFailure.because("not the experts that this budget allows")
                                .expected(expected)
                                .cameOut(mine == null ? "null" : mine);
                    }
                    if (!Arrays.equals(given, s.scores)) {
                        throw CheckFailure.because("the scores were changed")
                                .expected(s.scores)
                                .cameOut(given);
                    }
                });
    }

    /**
     * Returns whether a choice by mass is right although it differs: of equal scores the library takes all, but fewer
     * of them, lower numbers first, are right too if they are enough.
     */
    private static boolean tiedMass(Scores s, int[] mine, int[] expected) {
        if (!(s.budget instanceof Budget.TopP mass) || mine == null) {
            return false;
        }
        double all = 0;
        for (float score : s.scores) {
            all += Math.max(0, score);
        }
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int e : mine) {
            sum += s.scores[e];
            least = Math.min(least, s.scores[e]);
        }
        return mine.length < expected.length
                && sum >= mass.share() * all
                && sum - least < mass.share() * all
                && Arrays.equals(mine, ExpertChoice.library().choose(s.scores, new Budget.TopK(mine.length)));
    }

    private record Scores(float[] scores, Budget budget) {

        static Scores random(int size, SplittableRandom random, PropertyRunner.Generator<Budget> budgets) {
            float[] scores = new float[size];
            for (int e = 0; e < size; e++) {
                scores[e] = random.nextInt(-2, 6);
            }
            return new Scores(scores, budgets.make(size, random));
        }

        List<Scores> smaller() {
            List<Scores> smaller = new ArrayList<>();
            for (int e = 0; e < scores.length && scores.length > 1; e++) {
                float[] fewer = new float[scores.length - 1];
                System.arraycopy(scores, 0, fewer, 0, e);
                System.arraycopy(scores, e + 1, fewer, e, fewer.length - e);
                smaller.add(new Scores(fewer, budget));
            }
            for (int e = 0; e < scores.length; e++) {
                if (scores[e] != 0) {
                    float[] nearer = scores.clone();
                    nearer[e] += nearer[e] > 0 ? -1 : 1;
                    smaller.add(new Scores(nearer, budget));
                }
            }
            return smaller;
        }

        @Override
        public String toString() {
            return Show.named("scores", scores, "budget", budget);
        }
    }
}
