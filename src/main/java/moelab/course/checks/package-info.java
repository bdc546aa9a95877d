/** One class per exercise: its tasks and how a student's class is tested on them, small inputs first. */
package moelab.course.checks;
