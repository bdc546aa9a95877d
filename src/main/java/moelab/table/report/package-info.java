/**
 * What the half-experts table found, as a value, and the forms in which it is shown.
 *
 * <p>{@link moelab.table.report.HalfExperts} is the result of one run: ten samples of growing size, one
 * {@link moelab.table.report.TableRow} per model, the Pareto front of BLEU against decoder time
 * ({@link moelab.table.report.Frontier}), and how the experts compare with static rivals that are at least as fast
 * ({@link moelab.table.report.Rivalry}). Everything else is a view of that value: plain text, which is its
 * {@code toString}, JSON ({@link moelab.table.report.HalfExpertsJson}) and charts
 * ({@link moelab.table.report.TableFigures}, {@link moelab.table.report.Figures}); the page for a browser is in
 * {@code moelab.table.html}. The numbers of the poster that the table is compared with are
 * {@link moelab.table.report.PublishedResults}.
 *
 * <p>Nothing here measures or translates; a view of the same value is always the same text.
 */
package moelab.table.report;
