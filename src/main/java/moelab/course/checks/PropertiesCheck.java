package moelab.course.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import moelab.course.CheckFailure;
import moelab.course.StudentClass;
import moelab.course.Task;
import moelab.exercise.Unsolved;

/**
 * Checks of properties: right implementations have to pass all of them, and each planted one has to fail at least one.
 *
 * @param <T> what the properties are about
 */
final class PropertiesCheck<T> {
    private final String number;
    private final String subject;
    private final List<T> right;
    private final java.util.function.Consumer<T> use;
    private final Map<Class<?>, PropertyRun> passed = new WeakHashMap<>(); // runs against the first right one

    /**
     * @param number of the exercise
     * @param subject what one of them is called, "clusterer"
     * @param right what must pass; the first of them is also what a planted one is compared with
     * @param use puts one where the properties find it
     */
    PropertiesCheck(int number, String subject, List<T> right, java.util.function.Consumer<T> use) {
        this.number = "" + number;
        this.subject = subject;
        this.right = right;
        this.use = use;
    }

    /** A task for the right ones, and one for each of the planted. */
    List<Task> tasks(List<T> planted) {
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(number + ".1", "they hold for a right " + subject, 2, student -> {
            for (T one : right) {
                requireHolds(student, one);
            }
        }));
        for (int i = 0; i < planted.size(); i++) {
            T bad = planted.get(i);
            String name = "planted " + subject + " " + (i + 1) + " of " + planted.size();
            tasks.add(new Task(
                    number + "." + (i + 2), "they catch " + name, 1, student -> requireCatches(student, bad, name)));
        }
        return tasks;
    }

    private PropertyRun requireHolds(StudentClass student, T one) {
        PropertyRun run = one == right.get(0)
                ? passed.computeIfAbsent(student.type(), type -> run(student, one))
                : run(student, one);
        if (run.properties() == 0) {
            throw CheckFailure.because(student.type().getSimpleName() + " has no method with @Property");
        }
        for (PropertyRun.Failure f : run.failures()) {
            if (f.thrown() instanceof Unsolved open) {
                throw open;
            }
            CheckFailure wrong = CheckFailure.because("property " + f.property() + " fails for a right " + subject
                    + ": " + f.thrown().getMessage());
            throw f.sample().isEmpty() ? wrong : wrong.given(f.sample());
        }
        return run;
    }

    /** Without shrinking, which takes seconds, unless there is something to be made small. */
    private PropertyRun run(StudentClass student, T one) {
        use.accept(one);
        PropertyRun run = PropertyRun.of(student, false);
        boolean open = run.failures().stream().anyMatch(f -> f.thrown() instanceof Unsolved);
        return run.failures().isEmpty() || open ? run : PropertyRun.of(student, true);
    }

    private void requireCatches(StudentClass student, T bad, String name) {
        PropertyRun good = requireHolds(student, right.get(0));
        use.accept(bad);
        PropertyRun run = PropertyRun.of(student, false);
        if (run.failures().isEmpty()) {
            throw CheckFailure.because(name + " went unnoticed")
                    .expected("a property that fails for it")
                    .cameOut(
                            good.properties() == 1
                                    ? "the only property holds"
                                    : "all " + good.properties() + " properties hold");
        }
    }
}
