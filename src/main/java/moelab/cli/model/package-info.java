/** Commands on a model and its text: train it, translate with it, and put it in the half-experts table. */
package moelab.cli.model;
