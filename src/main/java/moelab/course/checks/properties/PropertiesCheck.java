package moelab.course.checks.properties;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import moelab.course.task.CheckFailure;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.Unsolved;

/**
 * Checks of properties: right implementations have to pass all of them, and each planted one has to fail at least one.
 *
 * <p>Nothing but behavior tells the implementations apart. Each comes several times, behind a new {@link Disguise},
 * which renumbers its answers at random and changes its seed, and each run loads the student's class anew. All runs, of
 * right and of planted ones, stand in one random order, and a property that fails for a right one in any of them earns
 * nothing at all. So a class that only counts the runs would have to guess which are of planted ones: with 20 runs, 12
 * of them of planted ones, it finds two of the same one in 3 of 100 attempts. The order follows from
 * {@link StudentClass#chance} by a generator whose state cannot be told from its output, which the disguises show.
 *
 * @param <T> what the properties are about
 */
public final class PropertiesCheck<T> {
    private static final int RIGHT_RUNS = 4; // of each right implementation
    private static final int PLANTED_RUNS = 2; // of each planted one
    private static final int TIMES = 4; // as long as others a task may take that runs them all

    private final String number;
    private final String subject;
    private final List<T> right;
    private final Disguise<T> disguise;
    private final Consumer<T> use;
    private final Map<Class<?>, Verdict> verdicts = new WeakHashMap<>(); // by the student's class

    /** Puts an implementation behind a wrapper that shows only what it does. */
    @FunctionalInterface
    public interface Disguise<T> {
        /**
         * Returns the wrapper.
         *
         * @param salt the chance with which answers are renumbered and seeds are changed
         */
        T of(T implementation, long salt);
    }

    /**
     * What all runs together say.
     *
     * @param wrong a property fails for a right implementation, or null
     * @param properties how many there are
     * @param caught for each planted implementation, whether a property fails for it in every run
     */
    private record Verdict(RuntimeException wrong, int properties, List<Boolean> caught) {}

    /**
     * Checks for an exercise.
     *
     * @param number of the exercise
     * @param subject what one of the implementations is called, "clusterer"
     * @param right what must pass
     * @param disguise hides which one it is
     * @param use puts one where the properties find it
     */
    public PropertiesCheck(int number, String subject, List<T> right, Disguise<T> disguise, Consumer<T> use) {
        this.number = "" + number;
        this.subject = subject;
        this.right = right;
        this.disguise = disguise;
        this.use = use;
    }

    /** Returns a task for the right ones, and one for each of the planted. */
    public List<Task> tasks(List<T> planted) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(
                number + ".1",
                "they hold for a right " + subject + ", and not for every broken one",
                2,
                TIMES,
                student -> requireSense(verdict(student, planted))));
        for (int i = 0; i < planted.size(); i++) {
            int place = i;
            String name = "planted " + subject + " " + (i + 1) + " of " + planted.size();
            tasks.add(new Task(
                    number + "." + (i + 2),
                    "they catch " + name,
                    1,
                    TIMES,
                    student -> requireCaught(verdict(student, planted), place, name)));
        }
        return tasks;
    }

    /** Returns what all runs say, which are done once for all tasks. */
    private Verdict verdict(StudentClass student, List<T> planted) {
        Verdict verdict = verdicts.get(student.type());
        if (verdict == null) {
            try {
                verdict = run(student, planted);
            } catch (CheckFailure | Unsolved wrong) {
                verdict = new Verdict(wrong, 0, List.of());
            }
            verdicts.put(student.type(), verdict);
        }
        if (verdict.wrong != null) {
            throw verdict.wrong;
        }
        return verdict;
    }

    private Verdict run(StudentClass student, List<T> planted) {
        SecureRandom random = random(student.chance());
        List<T> runs = new ArrayList<>();
        Collections.nCopies(RIGHT_RUNS, right).forEach(runs::addAll);
        Collections.nCopies(PLANTED_RUNS, planted).forEach(runs::addAll);
        Collections.shuffle(runs, random);
        List<Boolean> caught = new ArrayList<>(Collections.nCopies(planted.size(), true));
        int properties = 0;
        for (T one : runs) {
            use.accept(disguise.of(one, random.nextLong()));
            PropertyRun run = run(student);
            properties = run.properties();
            if (right.contains(one)) {
                requireHolds(student, run);
            } else if (run.failures().isEmpty()) {
                caught.set(planted.indexOf(one), false);
            }
        }
        return new Verdict(null, properties, caught);
    }

    /** Returns a generator that gives the same numbers for the same seed and does not show its state in them. */
    private static SecureRandom random(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed); // before the first number, so that they depend on nothing else
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA1PRNG", e);
        }
    }

    /** Returns a run without shrinking, which takes seconds. */
    private static PropertyRun run(StudentClass student) {
        PropertyRun run = PropertyRun.of(student.again().get(), false);
        if (run.properties() == 0) {
            throw CheckFailure.because(student.type().getSimpleName() + " has no method with @Property");
        }
        for (PropertyRun.Failure f : run.failures()) {
            if (f.thrown() instanceof Unsolved unsolved) {
                throw unsolved;
            }
        }
        return run;
    }

    /** Checks that no property failed, and otherwise shows the smallest input for which one does. */
    private void requireHolds(StudentClass student, PropertyRun run) {
        if (run.failures().isEmpty()) {
            return;
        }
        PropertyRun small = PropertyRun.of(student.again().get(), true);
        PropertyRun.Failure f =
                (small.failures().isEmpty() ? run : small).failures().get(0);
        CheckFailure wrong = CheckFailure.because("property " + f.property() + " fails for a right " + subject + ": "
                + f.thrown().getMessage());
        throw f.sample().isEmpty() ? wrong : wrong.given(f.sample());
    }

    /** A property that is always true holds for the right ones, too, and is worth nothing. */
    private void requireSense(Verdict verdict) {
        if (!verdict.caught.contains(true)) {
            throw CheckFailure.because("they hold for every " + subject + ", right or broken: what do they ask for?");
        }
    }

    private static void requireCaught(Verdict verdict, int place, String name) {
        if (!verdict.caught.get(place)) {
            throw CheckFailure.because(name + " went unnoticed")
                    .expected("a property that fails for it")
                    .cameOut(
                            verdict.properties == 1
                                    ? "the only property holds"
                                    : "all " + verdict.properties + " properties hold");
        }
    }
}
