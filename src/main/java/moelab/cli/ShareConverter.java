package moelab.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moelab.files.Quoted;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a share as a decimal number or as a fraction, 0.5 or 1/2. */
public final class ShareConverter implements ITypeConverter<Double> {
    private static final Pattern FRACTION = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    @Override
    public Double convert(String typed) {
        Matcher fraction = FRACTION.matcher(typed.strip());
        if (fraction.matches()) {
            return Double.parseDouble(fraction.group(1)) / Double.parseDouble(fraction.group(2));
        }
        try {
            return Double.valueOf(typed);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected a share such as 0.5 or 1/2 but was " + Quoted.of(typed));
        }
    }
}
