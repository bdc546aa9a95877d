package moelab.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import moelab.bench.BenchPart;
import moelab.decoding.BeamRule;
import moelab.experiment.BudgetKind;
import moelab.experiment.RouterKind;
import moelab.experiment.SplitKind;
import moelab.files.Quoted;
import moelab.linalg.weights.Weights;
import moelab.safetensors.SafeTensors.Precision;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads enumerations as users type them: in lower case, words joined by a dash, which may be left out. */
public abstract class EnumConverter<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final E[] values;

    private EnumConverter(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(values)
                .filter(v -> letters(v.name()).equals(letters(typed)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", this) + " but was " + Quoted.of(typed)));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(values).map(EnumConverter::written).iterator();
    }

    /** Returns the name of a value as it is typed at the command line. */
    static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Ways to make experts. */
    public static final class Splits extends EnumConverter<SplitKind> {
        Splits() {
            super(SplitKind.values());
        }
    }

    /** Routers. */
    public static final class Routers extends EnumConverter<RouterKind> {
        Routers() {
            super(RouterKind.values());
        }
    }

    /** Length penalties of beam search. */
    public static final class BeamRules extends EnumConverter<BeamRule> {
        BeamRules() {
            super(BeamRule.values());
        }
    }

    /** Precisions of weights in files. */
    public static final class Precisions extends EnumConverter<Precision> {
        Precisions() {
            super(Precision.values());
        }
    }

    /** Budgets. */
    public static final class Budgets extends EnumConverter<BudgetKind> {
        Budgets() {
            super(BudgetKind.values());
        }
    }

    /** Formats of weights. */
    public static final class Formats extends EnumConverter<Weights> {
        Formats() {
            super(Weights.values());
        }
    }

    /** Parts of the benchmark. */
    public static final class BenchParts extends EnumConverter<BenchPart> {
        BenchParts() {
            super(BenchPart.values());
        }
    }
}
