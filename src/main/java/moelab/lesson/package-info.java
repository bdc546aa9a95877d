/**
 * Chapters, the player that shows and evaluates them, and the lesson that they begin with.
 *
 * <p>{@link moelab.lesson.Lesson} is the trained model with its corpus. A {@link moelab.lesson.Chapter} is a
 * {@code .jsh} file of prose and code; {@link moelab.lesson.ChapterPlayer} plays it through the JShell API and stops at
 * the first snippet that is rejected or throws.
 */
package moelab.lesson;
