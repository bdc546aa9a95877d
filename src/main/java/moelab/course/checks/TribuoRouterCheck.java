package moelab.course.checks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import moelab.course.checks.inputs.PlantedExperts;
import moelab.course.checks.inputs.SmallNetwork;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.LearnedRouter;
import moelab.experts.ExpertContribution;
import moelab.routing.LinearRouter;
import moelab.routing.RandomRouter;
import moelab.routing.Router;
import moelab.sparsity.Activations;
import org.ejml.data.FMatrixRMaj;

/**
 * A learned router: what it learns, how much work it captures on tokens it has not seen, and how it behaves in a
 * decoder.
 */
public final class TribuoRouterCheck {
    private static final int KEPT = 2;
    private static final double ENOUGH = 0.85; // of what the best possible choice captures

    private TribuoRouterCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task("12.1", "which experts a token wants", 2, TribuoRouterCheck::wanted),
                new Task("12.2", "a router that finds them on new tokens", 3, TribuoRouterCheck::captures),
                new Task(
                        "12.3", "the same scores every time, from anywhere in an array", 1, TribuoRouterCheck::repeats),
                new Task("12.4", "an expert that no token ever wanted", 1, TribuoRouterCheck::silentExpert));
    }

    private static void wanted(StudentClass student) {
        PropertyRunner.of(300, Work::random).shrunkBy(Work::smaller).check(student, w -> {
            boolean[][] mine = student.create(LearnedRouter.class).wanted(w.work.copy(), w.k);
            boolean[][] expected = w.wanted();
            if (!Arrays.deepEquals(mine, expected)) {
                throw CheckFailure.because("not the experts that the tokens want")
                        .expected(numbers(expected))
                        .cameOut(mine == null ? "null" : numbers(mine));
            }
        });
    }

    private static String numbers(boolean[][] wanted) {
        List<String> rows = new ArrayList<>();
        for (boolean[] row : wanted) {
            List<String> experts = new ArrayList<>();
            for (int e = 0; row != null && e < row.length; e++) {
                if (row[e]) {
                    experts.add("" + e);
                }
            }
            rows.add("{" + String.join(" ", experts) + "}");
        }
        return String.join(" ", rows);
    }

    /** Trains the student's router, which has to be a small one that tells tokens apart. */
    private static Router train(StudentClass student, PlantedExperts planted) {
        Router router = student.create(LearnedRouter.class)
                .train(planted.copy().network(), planted.layout(), planted.tokens(400, 1));
        if (router == null || router.experts() != planted.layout().experts()) {
            throw CheckFailure.because(
                            "expected a router of " + planted.layout().experts() + " experts")
                    .cameOut(router == null ? "null" : router.experts() + " experts");
        }
        if (!(router instanceof LinearRouter)) {
            throw CheckFailure.because("a router has to be much cheaper than the network: x times a d x experts matrix")
                    .expected("a LinearRouter")
                    .cameOut(router.getClass().getSimpleName());
        }
        FMatrixRMaj tokens = planted.tokens(100, 4).inputs();
        float[] first = new float[router.experts()];
        float[] other = new float[router.experts()];
        router.scores(tokens.data, 0, first);
        for (int r = 1; r < tokens.numRows; r++) {
            router.scores(tokens.data, r * tokens.numCols, other);
            if (largest(other) != largest(first)) {
                return router;
            }
        }
        throw CheckFailure.because("of " + tokens.numRows + " different tokens, every one gets the same expert first");
    }

    private static int largest(float[] scores) {
        int largest = 0;
        for (int e = 1; e < scores.length; e++) {
            largest = scores[e] > scores[largest] ? e : largest;
        }
        return largest;
    }

    private static void captures(StudentClass student) {
        PlantedExperts planted = PlantedExperts.of(8, 12, 4, false, 3);
        Router mine = train(student, planted);
        Activations unseen = planted.tokens(400, 2);
        double best = ExpertContribution.captured(
                ExpertContribution.MASS.of(unseen, planted.network().outputWeights(), planted.layout()), KEPT);
        double captured = planted.captured(mine, unseen, KEPT);
        if (!(captured >= ENOUGH * best)) {
            double random = planted.captured(new RandomRouter(8, 12, 1), unseen, KEPT);
            throw CheckFailure.because("the router captures too little of the work on tokens it has not seen")
                    .given("400 tokens to learn from, 400 others, " + KEPT + " of 12 experts each")
                    .expected(percent(ENOUGH * best) + " (the best choice gets " + percent(best) + ", chance "
                            + percent(random) + ")")
                    .cameOut(percent(captured));
        }
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void repeats(StudentClass student) {
        PlantedExperts planted = PlantedExperts.of(8, 12, 4, false, 3);
        Router router = train(student, planted);
        Router again = train(student, planted);
        float[] token = planted.tokens(1, 9).inputs().data;
        float[] padded = new float[20];
        System.arraycopy(token, 0, padded, 5, 8);
        float[] scores = new float[12];
        float[] other = new float[12];
        Arrays.fill(other, 77);
        router.scores(token, 0, scores);
        router.scores(padded, 5, other);
        if (!Arrays.equals(scores, other)) {
            throw CheckFailure.because("the same token at offset 5 of a longer array gets other scores")
                    .expected(scores)
                    .cameOut(other);
        }
        again.scores(token, 0, other);
        if (!Arrays.equals(scores, other)) {
            throw CheckFailure.because("trained twice on the same tokens, the router gives other scores")
                    .expected(scores)
                    .cameOut(other);
        }
    }

    private static void silentExpert(StudentClass student) {
        PlantedExperts planted = PlantedExperts.of(8, 12, 4, true, 3);
        Router router = train(student, planted);
        Activations unseen = planted.tokens(100, 2);
        float[] scores = new float[12];
        for (int r = 0; r < unseen.rows(); r++) {
            router.scores(unseen.inputs().data, r * 8, scores);
            for (int e = 0; e < 11; e++) {
                if (!(scores[e] > scores[11])) {
                    throw CheckFailure.because("expert 11 never fired on any token, but its score is not the lowest")
                            .expected("a score below " + Show.number(scores[e]))
                            .cameOut(scores);
                }
            }
        }
    }

    /** Work of experts on tokens, with ties and zeros on purpose. */
    private record Work(FMatrixRMaj work, int k) {

        static Work random(int size, SplittableRandom random) {
            FMatrixRMaj work = new FMatrixRMaj(1 + random.nextInt(3), size);
            for (int i = 0; i < work.data.length; i++) {
                work.data[i] = Math.max(0, random.nextInt(-2, 5));
            }
            return new Work(work, random.nextInt(size + 1));
        }

        boolean[][] wanted() {
            boolean[][] wanted = new boolean[work.numRows][work.numCols];
            for (int r = 0; r < work.numRows; r++) {
                float[] row = Arrays.copyOfRange(work.data, r * work.numCols, (r + 1) * work.numCols);
                for (int e : moelab.exercise.ExpertChoice.library().choose(row, new moelab.routing.Budget.TopK(k))) {
                    wanted[r][e] = row[e] > 0;
                }
            }
            return wanted;
        }

        List<Work> smaller() {
            List<Work> smaller = new ArrayList<>();
            for (int r = 0; r < work.numRows && work.numRows > 1; r++) {
                smaller.add(new Work(SmallNetwork.withoutRow(work, r), k));
            }
            for (int e = 0; e < work.numCols && work.numCols > 1; e++) {
                smaller.add(new Work(SmallNetwork.withoutColumn(work, e), Math.min(k, work.numCols - 1)));
            }
            for (int i = 0; i < work.data.length; i++) {
                if (work.data[i] > 0) {
                    Work less = new Work(work.copy(), k);
                    less.work.data[i]--;
                    smaller.add(less);
                }
            }
            return smaller;
        }

        @Override
        public String toString() {
            return Show.named("work", work, "k", k);
        }
    }
}
