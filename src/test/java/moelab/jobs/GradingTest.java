package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import moelab.course.Course;
import moelab.course.Home;
import moelab.course.sandbox.Confinement;
import moelab.course.sandbox.ForkedChecker;
import moelab.course.sandbox.Limits;
import moelab.course.student.Grade;
import moelab.course.student.Grader;
import moelab.course.student.Submission;
import moelab.course.task.Exercise;
import moelab.experiment.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class graded in different places gets the grades that the grader gives here. */
class GradingTest {
    @TempDir
    private Path directory;

    @Test
    void gradesAreThoseOfTheGrader() throws Exception {
        Exercise exercise = Course.exercise(3);
        String file = exercise.className() + ".java";
        Path solution = Home.directory().resolve("solutions").resolve(file);
        Files.copy(solution, Files.createDirectory(directory.resolve("ada")).resolve(file));
        Files.writeString(Files.createDirectory(directory.resolve("bob")).resolve(file), "not Java");
        Files.createDirectory(directory.resolve("eve"));
        Grader grader = new Grader(List.of(exercise), new ForkedChecker(Limits.USUAL, Confinement.strongest()));
        List<Submission> submissions = grader.read(grader.submissions(directory));
        Grading.Grades graded = new ScatteredEngine(1)
                .run(Grading.job(submissions, List.of(exercise), Limits.USUAL, 0), ProgressListener.NONE);
        List<Grade> grades = graded.grades();
        assertEquals(3, grades.size());
        for (int i = 0; i < 3; i++) {
            Grade expected = grader.grade(submissions.get(i));
            assertEquals(expected.name(), grades.get(i).name());
            assertEquals(expected.reports(), grades.get(i).reports());
        }
        assertEquals(
                List.of(exercise.points(), 0, 0),
                grades.stream().map(Grade::points).toList());
        assertEquals(List.of(Confinement.strongest().toString()), graded.confinements());
    }
}
