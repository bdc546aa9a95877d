package moelab.transformer.layers;

import moelab.safetensors.SafeTensors.Precision;

/**
 * Positions as sinusoids of geometrically growing wavelength, added to the embedding (Vaswani et al. 2017, section
 * 3.5).
 *
 * <p>There are two layouts in use, which no model can be moved between without training it again:
 *
 * <pre>
 *   INTERLEAVED  PE(t, 2i) = sin(t / 10000^(2i/d)),        PE(t, 2i+1)   = cos of the same     the paper's, and ours
 *   HALVES       PE(t, i)  = sin(t / 10000^(i/(d/2 - 1))), PE(t, d/2+i)  = cos of the same     tensor2tensor, M2M-100
 * </pre>
 *
 * The first token of a sentence stands at position {@code first}: 0 by default, 2 in M2M-100, which counts from behind
 * its padding index.
 */
final class Sinusoids {
    private static final int FEWEST = 64; // positions computed at once, at least
    private final int d;
    private final boolean halves;
    private final int first;
    private final Precision precision;
    private float[] known = new float[0]; // sinusoids of the tokens seen so far, d each

    /**
     * @param halves whether the sines stand before the cosines
     * @param first position of a sentence's first token
     * @param precision what the numbers are rounded to
     */
    Sinusoids(int dimension, boolean halves, int first, Precision precision) {
        this.d = dimension;
        this.halves = halves;
        this.first = first;
        this.precision = precision;
    }

    /**
     * Returns the sinusoids of all tokens up to this one, counted from 0, d each; grown when a longer sentence comes.
     */
    synchronized float[] upTo(int token) {
        if ((token + 1) * d > known.length) {
            int count = Math.max(FEWEST, 2 * (token + 1));
            float[] grown = new float[count * d];
            for (int t = 0; t < count; t++) {
                for (int j = 0; j < d; j++) {
                    grown[t * d + j] = precision.round((float) at(t + first, j));
                }
            }
            known = grown;
        }
        return known;
    }

    private double at(int position, int column) {
        if (!halves) {
            double angle = position / Math.pow(10000, (column - column % 2) / (double) d);
            return column % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
        }
        int half = d / 2;
        if (column >= 2 * half) {
            return 0; // an odd dimension leaves one column empty
        }
        double angle = position * Math.exp(-Math.log(10000) * (column % half) / (half - 1.0));
        return column < half ? Math.sin(angle) : Math.cos(angle);
    }
}
