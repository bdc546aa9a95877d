/**
 * The exercises: what they are, how a student's file is compiled, checked and graded, and how it takes the library's
 * place.
 *
 * <p>Each exercise has one source, its {@link moelab.course.ExerciseSource} under {@code solutions/}; the stub under
 * {@code exercises/} is made from it. {@link moelab.course.Course} lists the exercises; their checks are one class each
 * in {@code moelab.course.checks}: a {@link moelab.course.Task} fails with a {@link moelab.course.CheckFailure} that
 * says what went in, what was expected and what came out.
 */
package moelab.course;
