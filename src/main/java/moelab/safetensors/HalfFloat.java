package moelab.safetensors;

/** IEEE 754 binary16, the two-byte floats of small checkpoints; Java 20 has these conversions, Java 17 has not. */
public final class HalfFloat {
    private HalfFloat() {}

    /** Returns the nearest half, ties to even; beyond 65,504 it is infinite. */
    public static short fromFloat(float f) {
        int bits = Float.floatToRawIntBits(f);
        int sign = bits >>> 16 & 0x8000;
        int exponent = bits >>> 23 & 0xFF;
        int fraction = bits & 0x7FFFFF;
        if (exponent == 0xFF) {
            return (short) (sign | 0x7C00 | (fraction == 0 ? 0 : 0x200));
        }
        int e = exponent - 127 + 15;
        if (e >= 31) {
            return (short) (sign | 0x7C00);
        }
        if (e <= 0) { // subnormal: the leading 1 becomes explicit and moves right
            if (e < -10) {
                return (short) sign;
            }
            return (short) (sign | round(fraction | 0x800000, 14 - e));
        }
        // a carry out of the fraction rightly raises the exponent
        return (short) (sign + round(e << 23 | fraction, 13));
    }

    private static int round(int value, int shift) {
        int half = 1 << shift - 1;
        int kept = value >>> shift;
        int rest = value & (1 << shift) - 1;
        return rest > half || rest == half && (kept & 1) == 1 ? kept + 1 : kept;
    }

    /** Returns the float of the same value, exactly. */
    public static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half >>> 10 & 0x1F;
        int fraction = half & 0x3FF;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int e = exponent == 31 ? 0xFF : exponent - 15 + 127;
        return Float.intBitsToFloat(sign | e << 23 | fraction << 13);
    }
}
