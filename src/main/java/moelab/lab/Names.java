package moelab.lab;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import moelab.evaluation.BudgetKind;
import moelab.evaluation.RouterKind;
import moelab.evaluation.SplitKind;
import moelab.evaluation.bench.BenchPart;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Enumerations by the names a user types: lower case, words joined by a dash, which may be left out. */
abstract class Names<E extends Enum<E>> implements ITypeConverter<E>, Iterable<String> {
    private final E[] values;

    private Names(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String typed) {
        return Arrays.stream(values)
                .filter(v -> letters(v.name()).equals(letters(typed)))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException(
                        "expected one of " + String.join(", ", this) + " but was '" + typed + "'"));
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(values)
                .map(v -> v.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .iterator();
    }

    /** Constructions of experts. */
    static final class Splits extends Names<SplitKind> {
        Splits() {
            super(SplitKind.values());
        }
    }

    /** Routers. */
    static final class Routers extends Names<RouterKind> {
        Routers() {
            super(RouterKind.values());
        }
    }

    /** Budgets. */
    static final class Budgets extends Names<BudgetKind> {
        Budgets() {
            super(BudgetKind.values());
        }
    }

    /** Parts of the benchmark. */
    static final class BenchParts extends Names<BenchPart> {
        BenchParts() {
            super(BenchPart.values());
        }
    }
}
