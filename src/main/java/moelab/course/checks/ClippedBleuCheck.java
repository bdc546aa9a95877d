package moelab.course.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import moelab.course.task.CheckFailure;
import moelab.course.task.PropertyRunner;
import moelab.course.task.Show;
import moelab.course.task.StudentClass;
import moelab.course.task.Task;
import moelab.exercise.BleuSteps;
import moelab.exercise.Unsolved;

/** BLEU: clipped counts, brevity penalty and score, against the library's on sentences of few different words. */
public final class ClippedBleuCheck {
    private static final PropertyRunner<Pairs> ONE = PropertyRunner.of(
                    400, (size, random) -> Pairs.random(1, size, random))
            .shrunkBy(Pairs::smaller);
    private static final PropertyRunner<Pairs> MANY = PropertyRunner.of(
                    400, (size, random) -> Pairs.random(1 + random.nextInt(3), 3 + size, random))
            .shrunkBy(Pairs::smaller);

    private ClippedBleuCheck() {}

    /** Returns the tasks. */
    public static List<Task> tasks() {
        return List.of(
                new Task(
                        "14.1",
                        "matches, each n-gram at most as often as the reference has it",
                        2,
                        ClippedBleuCheck::matches),
                new Task("14.2", "the brevity penalty", 1, ClippedBleuCheck::brevity),
                new Task("14.3", "BLEU of a corpus, 0 without a match of some order", 2, ClippedBleuCheck::score));
    }

    private static void matches(StudentClass student) {
        ONE.check(student, p -> {
            for (int n = 1; n <= 4; n++) {
                long expected = BleuSteps.library().matches(p.hypotheses.get(0), p.references.get(0), n);
                long mine = student.create(BleuSteps.class).matches(p.hypotheses.get(0), p.references.get(0), n);
                if (mine != expected) {
                    throw CheckFailure.because("not the number of matches for n = " + n)
                            .expected(expected)
                            .cameOut(mine);
                }
            }
        });
    }

    private static void brevity(StudentClass student) {
        for (int reference = 1; reference < 30; reference++) {
            for (int hypothesis = 0; hypothesis < 30; hypothesis++) {
                String given = hypothesis + " tokens of hypotheses, " + reference + " of references";
                double expected = BleuSteps.library().brevityPenalty(hypothesis, reference);
                double mine;
                try {
                    mine = student.create(BleuSteps.class).brevityPenalty(hypothesis, reference);
                } catch (Unsolved | StudentClass.Misfit whateverWentIn) {
                    throw whateverWentIn;
                } catch (RuntimeException thrown) {
                    throw CheckFailure.threw(thrown, student.type())
                            .given(given)
                            .expected(expected);
                }
                if (!(Math.abs(mine - expected) < 1e-9)) {
                    throw CheckFailure.because("not the brevity penalty")
                            .given(given)
                            .expected(expected)
                            .cameOut(mine);
                }
            }
        }
    }

    private static void score(StudentClass student) {
        MANY.check(student, p -> {
            double expected = BleuSteps.library().score(p.hypotheses, p.references);
            double mine = student.create(BleuSteps.class).score(p.hypotheses, p.references);
            if (!(Math.abs(mine - expected) < 1e-6)) {
                throw CheckFailure.because("not the BLEU of these " + p.hypotheses.size() + " sentence pairs together")
                        .expected(expected)
                        .cameOut(mine);
            }
        });
    }

    private record Pairs(List<List<String>> hypotheses, List<List<String>> references) {

        /** Copies both, so that no student's class can change what others get. */
        Pairs {
            hypotheses = hypotheses.stream().map(List::copyOf).toList();
            references = references.stream().map(List::copyOf).toList();
        }

        /**
         * Returns sentences of the words a, b and c. The hypothesis is the reference with some words changed, and its
         * end cut off or repeated.
         */
        static Pairs random(int sentences, int size, SplittableRandom random) {
            List<List<String>> hypotheses = new ArrayList<>();
            List<List<String>> references = new ArrayList<>();
            for (int s = 0; s < sentences; s++) {
                List<String> reference = new ArrayList<>();
                IntStream.range(0, 1 + random.nextInt(size))
                        .forEach(i ->
                                reference.add("abc".substring(random.nextInt(3)).substring(0, 1)));
                List<String> hypothesis = new ArrayList<>(reference);
                int changes = random.nextInt(3);
                for (int c = 0; c < changes; c++) {
                    hypothesis.set(
                            random.nextInt(hypothesis.size()),
                            "ab".substring(random.nextInt(2)).substring(0, 1));
                }
                int length = random.nextInt(hypothesis.size() + 2);
                hypothesis.add(hypothesis.get(0));
                references.add(reference);
                hypotheses.add(hypothesis.subList(0, length));
            }
            return new Pairs(hypotheses, references);
        }

        List<Pairs> smaller() {
            List<Pairs> smaller = new ArrayList<>();
            for (int s = 0; s < hypotheses.size(); s++) {
                if (hypotheses.size() > 1) {
                    smaller.add(new Pairs(without(hypotheses, s), without(references, s)));
                }
                for (int i = 0; i < hypotheses.get(s).size(); i++) {
                    List<List<String>> shorter = new ArrayList<>(hypotheses);
                    shorter.set(s, without(hypotheses.get(s), i));
                    smaller.add(new Pairs(shorter, references));
                }
                for (int i = 0;
                        i < references.get(s).size() && references.get(s).size() > 1;
                        i++) {
                    List<List<String>> shorter = new ArrayList<>(references);
                    shorter.set(s, without(references.get(s), i));
                    smaller.add(new Pairs(hypotheses, shorter));
                }
            }
            return smaller;
        }

        private static <E> List<E> without(List<E> list, int at) {
            List<E> shorter = new ArrayList<>(list);
            shorter.remove(at);
            return shorter;
        }

        @Override
        public String toString() {
            List<Object> lines = new ArrayList<>();
            for (int s = 0; s < hypotheses.size(); s++) {
                lines.addAll(List.of(
                        "hypothesis",
                        String.join(" ", hypotheses.get(s)),
                        "reference",
                        String.join(" ", references.get(s))));
            }
            return Show.named(lines.toArray());
        }
    }
}
