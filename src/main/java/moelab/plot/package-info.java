/**
 * Charts of results: bars, lines, points and heat maps, each as PNG, as SVG, and as text for a terminal.
 *
 * <p>A {@link moelab.plot.Figure} is a value that prints itself as text at the prompt and draws itself into a file:
 *
 * <pre>
 *   var figure = BarChart.of("Inactive neurons", "%", labels, values);
 *   figure                              // bars of block characters
 *   figure.save(Path.of("bars.svg"))    // or .png
 * </pre>
 *
 * <p>Colors are those of Okabe and Ito (2008), which people with any common kind of color blindness can tell apart;
 * lines differ in their markers as well. Axes and legends are drawn by XChart, SVG is written by Batik. This package
 * knows only numbers and labels, and nothing of models.
 */
package moelab.plot;
