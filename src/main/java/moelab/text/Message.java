package moelab.text;

/**
 * One message of a program in two languages, as published.
 *
 * @param artifact name of the jar the translation is in, without version
 * @param bundle path of the translation inside the jar
 * @param key the key, which is the same in both languages
 * @param line line of the key in the translation, counted from 1
 * @param source text in the source language
 * @param target text in the target language
 */
record Message(String artifact, String bundle, String key, int line, String source, String target) {}
