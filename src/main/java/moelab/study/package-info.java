/**
 * Studies: what one choice in the recipe is worth, measured beside the others.
 *
 * <p>{@link moelab.study.Constructions} compares ways to make experts, {@link moelab.study.RouterComparison} compares
 * routers, and {@link moelab.study.TradeOff} compares both by the BLEU they keep; {@link moelab.study.Ablations} change
 * one thing at a time; {@link moelab.study.Scaling} asks from which width on experts pay;
 * {@link moelab.study.LanguageExperts} asks which experts of a multilingual model serve which language;
 * {@link moelab.study.LowRank} is a rival without experts.
 */
package moelab.study;
