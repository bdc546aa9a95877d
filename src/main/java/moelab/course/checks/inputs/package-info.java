/**
 * The inputs on which checks try a student's class: small random graphs, networks, points and firings of whole numbers,
 * each with a way to make it smaller, so that a report shows the smallest input that fails.
 */
package moelab.course.checks.inputs;
