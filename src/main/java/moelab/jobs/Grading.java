package moelab.jobs;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import moelab.course.CheckReport;
import moelab.course.Course;
import moelab.course.sandbox.Confinement;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.student.Grade;
import moelab.course.student.Grader;
import moelab.course.student.Submission;
import moelab.course.task.Exercise;
import moelab.course.task.TaskResult;

/**
 * Grades one submission, confined as strongly as the machine it runs on allows.
 *
 * @param submission what the student handed in
 * @param exercises numbers of the exercises to grade
 * @param seconds seconds of processor time for each task of the submission
 * @param megabytes megabytes of heap for each task
 * @param seed what the checks leave to chance
 */
public record Grading(Submission submission, List<Integer> exercises, int seconds, int megabytes, long seed)
        implements JobTask<Grading.Grades> {

    /**
     * A grade in a form that can be sent between machines.
     *
     * @param name name of the submission
     * @param results of the tasks of each exercise
     * @param seconds time that grading took
     * @param confinement name of the sandbox that it ran in
     */
    record Graded(String name, List<List<TaskResult>> results, double seconds, String confinement)
            implements Serializable {}

    /**
     * The grades of some submissions.
     *
     * @param exercises numbers of the exercises that were graded
     * @param graded one for each submission
     */
    public record Grades(List<Integer> exercises, List<Graded> graded) implements Serializable {
        Grades plus(Grades other) {
            List<Graded> all = new ArrayList<>(graded);
            all.addAll(other.graded);
            return new Grades(exercises, List.copyOf(all));
        }

        /** Returns the grades, one for each submission. */
        public List<Grade> grades() {
            return graded.stream()
                    .map(g -> new Grade(
                            g.name,
                            IntStream.range(0, exercises.size())
                                    .mapToObj(i -> new CheckReport(Course.exercise(exercises.get(i)), g.results.get(i)))
                                    .toList(),
                            g.seconds))
                    .toList();
        }

        /** Returns the names of the sandboxes that the submissions ran in, without duplicates. */
        public List<String> confinements() {
            return graded.stream().map(Graded::confinement).distinct().toList();
        }
    }

    /** Returns the job of grading the submissions of a class, one per task. */
    public static Job<Grades> job(List<Submission> submissions, List<Exercise> exercises, Limits limits, long seed) {
        List<Integer> numbers = exercises.stream().map(Exercise::number).toList();
        List<JobTask<Grades>> tasks = submissions.stream()
                .<JobTask<Grades>>map(s -> new Grading(s, numbers, limits.seconds(), limits.megabytes(), seed))
                .toList();
        return new Job<>("grading", Map.of(), tasks, Grades::plus);
    }

    @Override
    public Grades run(Workplace here) throws IOException {
        Confinement confinement = Confinement.strongest();
        List<Exercise> graded = exercises.stream().map(Course::exercise).toList();
        Grade grade = new Grader(graded, new ForkedChecker(new Limits(seconds, megabytes), confinement, seed))
                .grade(submission);
        return new Grades(
                exercises,
                List.of(new Graded(
                        grade.name(),
                        grade.reports().stream().map(CheckReport::results).toList(),
                        grade.seconds(),
                        confinement.toString())));
    }
}
