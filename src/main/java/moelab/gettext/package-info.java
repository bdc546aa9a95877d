/**
 * Message catalogs of GNU gettext, the format in which most free software is translated: {@code .po} for people,
 * {@code .mo} for programs.
 *
 * <p>A catalog maps a message in the language of the source code, normally English, to one in the language of the
 * catalog. Every Linux desktop has thousands of them under {@code /usr/share/locale}: a parallel corpus of tens of
 * thousands of pairs that is already there. {@link moelab.gettext.Catalogues} finds and pairs them.
 *
 * <p>Source: the GNU gettext manual, sections "The Format of PO Files" and "The Format of GNU MO Files".
 */
package moelab.gettext;
