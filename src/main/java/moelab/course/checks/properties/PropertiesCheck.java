package moelab.course.checks.properties;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import moelab.course.task.CheckFailure;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.Unsolved;

/**
 * Checks of properties: right implementations have to pass all of them, and each planted one has to fail at least one.
 *
 * <p>Nothing but behavior tells the implementations apart. Each comes behind a new {@link Disguise}, which renumbers
 * its answers at random and changes its seed; right and planted ones take turns in random order; and each run loads the
 * student's class anew, so that its static fields know of no other run. Chance comes from the class's own fingerprint:
 * the same file always gets the same report, and nobody can know the order while writing it.
 *
 * @param <T> what the properties are about
 */
public final class PropertiesCheck<T> {
    private static final int RIGHT_RUNS = 2; // for each right implementation
    private static final int PLANTED_RUNS = 2; // for each planted one, among one run of a right one

    private final String number;
    private final String subject;
    private final List<T> right;
    private final Disguise<T> disguise;
    private final Consumer<T> use;
    private final Map<Class<?>, PropertyRun> passed = new WeakHashMap<>(); // of classes that hold for the right ones

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
                student -> requireSense(student, planted)));
        for (int i = 0; i < planted.size(); i++) {
            T bad = planted.get(i);
            int place = i;
            String name = "planted " + subject + " " + (i + 1) + " of " + planted.size();
            tasks.add(new Task(
                    number + "." + (i + 2),
                    "they catch " + name,
                    1,
                    student -> requireCatches(student, bad, name, random(student, place + 1))));
        }
        return tasks;
    }

    private static SplittableRandom random(StudentClass student, int task) {
        return new SplittableRandom(31 * student.fingerprint() + task);
    }

    private PropertyRun requireHolds(StudentClass student) {
        PropertyRun run = passed.get(student.type());
        SplittableRandom random = random(student, 0);
        for (int i = 0; i < RIGHT_RUNS * right.size() && (run == null || i > 0); i++) {
            run = requireHolds(student, right.get(i % right.size()), random);
        }
        passed.put(student.type(), run);
        return run;
    }

    /** Returns a run without shrinking, which takes seconds, or with it if there is something to be made smaller. */
    private PropertyRun requireHolds(StudentClass student, T one, SplittableRandom random) {
        use.accept(disguise.of(one, random.nextLong()));
        PropertyRun run = PropertyRun.of(student.again().get(), false);
        if (run.properties() == 0) {
            throw CheckFailure.because(student.type().getSimpleName() + " has no method with @Property");
        }
        boolean open = run.failures().stream().anyMatch(f -> f.thrown() instanceof Unsolved);
        if (!run.failures().isEmpty() && !open) {
            PropertyRun small = PropertyRun.of(student.again().get(), true);
            run = small.failures().isEmpty() ? run : small;
        }
        for (PropertyRun.Failure f : run.failures()) {
            if (f.thrown() instanceof Unsolved unsolved) {
                throw unsolved;
            }
            CheckFailure wrong = CheckFailure.because("property " + f.property() + " fails for a right " + subject
                    + ": " + f.thrown().getMessage());
            throw f.sample().isEmpty() ? wrong : wrong.given(f.sample());
        }
        return run;
    }

    /** A property that is always true holds for the right ones, too, and is worth nothing. */
    private void requireSense(StudentClass student, List<T> planted) {
        requireHolds(student);
        SplittableRandom random = random(student, -1);
        if (planted.stream().noneMatch(bad -> catches(student, bad, random))) {
            throw CheckFailure.because("they hold for every " + subject + ", right or broken: what do they ask for?");
        }
    }

    private void requireCatches(StudentClass student, T bad, String name, SplittableRandom random) {
        PropertyRun good = requireHolds(student);
        if (!catches(student, bad, random)) {
            throw CheckFailure.because(name + " went unnoticed")
                    .expected("a property that fails for it")
                    .cameOut(
                            good.properties() == 1
                                    ? "the only property holds"
                                    : "all " + good.properties() + " properties hold");
        }
    }

    /** Returns whether a property fails for a planted one each time, and none for the right one among them. */
    private boolean catches(StudentClass student, T bad, SplittableRandom random) {
        List<T> runs = new ArrayList<>(Collections.nCopies(PLANTED_RUNS, bad));
        runs.add(right.get(random.nextInt(right.size())));
        Collections.shuffle(runs, new Random(random.nextLong()));
        for (T one : runs) {
            if (one != bad) {
                requireHolds(student, one, random);
                continue;
            }
            use.accept(disguise.of(one, random.nextLong()));
            if (PropertyRun.of(student.again().get(), false).failures().isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
