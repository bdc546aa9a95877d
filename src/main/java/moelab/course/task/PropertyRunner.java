package moelab.course.task;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import moelab.exercise.Unsolved;

/**
 * Tries a student's class on many inputs, small ones before large ones, and reports the smallest failing one that it
 * can find.
 *
 * <pre>
 *   PropertyRunner.of(200, (size, random) -> Points.random(size, random))
 *           .shrunkBy(Points::smaller)
 *           .check(student, points -> { ... throw new CheckFailure ... });
 * </pre>
 *
 * Inputs come from one fixed seed: the same class always gets the same report. The input's {@code toString()} is what
 * the report shows as "went in". Shrinking is greedy: it replaces the input by the first smaller one that fails as
 * well, until none does.
 *
 * @param <T> what goes in
 */
public final class PropertyRunner<T> {
    private static final int SIZES = 12;
    private static final int SHRINKS = 2000;
    private final int tries;
    private final Generator<T> generator;
    private final Function<T, List<T>> smaller;

    /** Makes an input of a size, from 1 on; equal sizes and randomness give equal inputs. */
    @FunctionalInterface
    public interface Generator<T> {
        /** Returns a random input of this size. */
        T make(int size, SplittableRandom random);
    }

    /** The check of one input: throws a {@link CheckFailure}, or whatever the student's code throws. */
    @FunctionalInterface
    public interface Trial<T> {
        /** Returns if the student's class does right by this input. */
        void on(T input) throws Exception;
    }

    private PropertyRunner(int tries, Generator<T> generator, Function<T, List<T>> smaller) {
        this.tries = tries;
        this.generator = generator;
        this.smaller = smaller;
    }

    /** Returns a runner that tries this many inputs, their sizes growing from 1 to 12. */
    public static <T> PropertyRunner<T> of(int tries, Generator<T> generator) {
        return new PropertyRunner<>(tries, generator, input -> List.of());
    }

    /** Returns this runner with a function that makes an input smaller: it returns candidates, the smallest first. */
    public PropertyRunner<T> shrunkBy(Function<T, List<T>> smaller) {
        return new PropertyRunner<>(tries, generator, smaller);
    }

    /**
     * Tries all inputs.
     *
     * @throws CheckFailure with the smallest failing input
     * @throws Unsolved at once and without shrinking, because it fails on any input; the same goes for a
     *     {@link StudentClass.Misfit}
     */
    public void check(StudentClass student, Trial<T> trial) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < tries; i++) {
            T input = generator.make(1 + i * SIZES / tries, random.split());
            CheckFailure wrong = failure(student, trial, input);
            if (wrong != null) {
                throw shrink(student, trial, input, wrong);
            }
        }
    }

    private CheckFailure shrink(StudentClass student, Trial<T> trial, T input, CheckFailure wrong) {
        T smallest = input;
        CheckFailure why = wrong;
        int left = SHRINKS;
        boolean shrunk = true;
        while (shrunk && left > 0) {
            shrunk = false;
            for (T candidate : smaller.apply(smallest)) {
                CheckFailure still = failure(student, trial, candidate);
                left--;
                if (still != null) {
                    smallest = candidate;
                    why = still;
                    shrunk = true;
                    break;
                }
            }
        }
        return why.given(smallest);
    }

    private static <T> CheckFailure failure(StudentClass student, Trial<T> trial, T input) {
        try {
            trial.on(input);
            return null;
        } catch (Unsolved | StudentClass.Misfit whateverWentIn) {
            throw whateverWentIn;
        } catch (CheckFailure wrong) {
            return wrong;
        } catch (Exception | StackOverflowError thrown) {
            return CheckFailure.threw(thrown, student.type());
        }
    }
}
