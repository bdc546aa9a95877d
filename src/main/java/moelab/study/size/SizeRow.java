package moelab.study.size;

import java.util.Locale;
import moelab.linalg.weights.Weights;
import moelab.study.CsvText;
import moelab.timing.Measured;

/**
 * One model of one width.
 *
 * @param model {@code dense}, {@code screened} or {@code experts 1/4}
 * @param weights format of its weights
 * @param decoder decoder time per token, in microseconds
 * @param whole time per token with the encoder, in microseconds
 * @param faster speedup of the decoder over the dense one in floats
 * @param fasterWhole speedup over the dense model in floats, with the encoder
 * @param bytes bytes of weights that the decoder reads per token, by {@link WeightsRead}
 * @param limit microseconds that one thread takes to read this many bytes
 */
public record SizeRow(
        String model,
        Weights weights,
        Measured decoder,
        Measured whole,
        double faster,
        double fasterWhole,
        long bytes,
        double limit) {
    static final String HEADER = "d,parameters,model,weights,us_per_token,us_low,us_high,us_per_token_with_encoder,"
            + "with_encoder_low,with_encoder_high,times_as_fast,times_as_fast_with_encoder,bytes_per_token,limit_us,"
            + "read_gigabytes_per_second,rounds,machine";

    /** Returns the name of the model with its format. */
    public String name() {
        return model + ", " + weights.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the decoder's time per token as a multiple of the time to read its weights, normally more than 1. */
    public double timesLimit() {
        return decoder.value() / limit;
    }

    /** Returns the speed of reading these bytes, in 10^9 bytes per second. */
    public double readSpeed() {
        return bytes / limit * 1e-3;
    }

    /** Appends this row of width {@code w} to a CSV text. */
    void addTo(CsvText csv, SizeWidth w, String machine) {
        csv.add(
                w.modelDimension(),
                w.parameters(),
                model,
                weights.name().toLowerCase(Locale.ROOT),
                decoder.value(),
                decoder.low(),
                decoder.high(),
                whole.value(),
                whole.low(),
                whole.high(),
                faster,
                fasterWhole,
                bytes,
                limit,
                readSpeed(),
                w.rounds(),
                '"' + machine + '"');
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "  %-20s %9.1f +-%7.1f %9.2f %11.1f %9.2f %9.2f %9.1f %7.1f %7.2f",
                name(),
                decoder.value(),
                decoder.spread(),
                faster,
                whole.value(),
                fasterWhole,
                bytes * 1e-6,
                limit,
                readSpeed(),
                timesLimit());
    }
}
