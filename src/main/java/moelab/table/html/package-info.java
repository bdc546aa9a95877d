/**
 * The half-experts table as a page for a browser.
 *
 * <p>{@link moelab.table.html.HtmlReport} writes one file that contains its styles and its charts, so that it can be
 * sent to somebody and opened without a connection. Every number on it comes from the
 * {@link moelab.table.report.HalfExperts} that it shows; nothing is measured here.
 */
package moelab.table.html;
