/**
 * Commands on a model and its text: train it, prune it, convert it, count its active neurons, translate with it, and
 * put it in the half-experts table.
 */
package moelab.cli.model;
