package moelab.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import moelab.experiment.BudgetKind;
import moelab.experiment.ProgressListener;
import moelab.experiment.RouterKind;
import moelab.experiment.Settings;
import moelab.experiment.SplitKind;
import moelab.experiment.TinyModels;
import moelab.transformer.Transformer;
import org.junit.jupiter.api.Test;

/** The ablations on a model of two tiny layers. */
class AblationsTest {
    private static final Settings SETTINGS =
            new Settings(SplitKind.COACTIVATION, RouterKind.RIDGE, BudgetKind.FIXED_COUNT, 8, 1, 1, 1, 1, 200, 1);
    private final Transformer model = TinyModels.model();

    @Test
    void everyVariantIsMeasuredAtEveryShare() {
        Ablations a = Ablations.measure(
                model,
                TinyModels.test(model, 20),
                TinyModels.test(model, 15),
                List.of(1.0, 0.5),
                SETTINGS,
                Ablations.GROUPS,
                null,
                ProgressListener.NONE);
        assertEquals(15, a.sentences());
        assertEquals(
                Set.of(
                        "default",
                        "bound",
                        "expert size",
                        "construction",
                        "shared",
                        "router",
                        "budget",
                        "correction",
                        "encoder"),
                a.entries().stream().map(Ablations.Ablation::group).collect(Collectors.toSet()));
        for (Ablations.Ablation e : a.entries()) {
            // a threshold that lets every validation token have everything, met by other tokens
            if (e.group().equals("budget")) {
                assertEquals(e.keep(), e.share(), 0.1, e.what());
            } else if (e.keep() == 1) { // nothing is skipped, so nothing may change, whatever the variant
                assertEquals(1, e.share(), 1e-9, e.what());
                assertEquals(100, e.kept(), 1e-9, e.what());
            } else if (!e.what().equals("32 neurons")) { // one expert of all 32 cannot be halved
                assertEquals(0.5, e.share(), 1e-9, e.what());
            }
        }
        assertTrue(
                a.entries().stream().anyMatch(e -> e.keep() == 0.5 && e.kept() != 100),
                "half of an untrained model's neurons are missed");
        assertEquals(2 + a.entries().size(), a.toCsv().lines().count());
        assertTrue(a.toString().lines().allMatch(line -> line.length() <= 100), a::toString);
    }

    @Test
    void onlyTheKindsThatWereAskedForAreMeasured() {
        Ablations a = Ablations.measure(
                model,
                TinyModels.test(model, 20),
                TinyModels.test(model, 15),
                List.of(0.5),
                SETTINGS,
                List.of("bound", "budget"),
                null,
                ProgressListener.NONE);
        assertEquals(
                List.of("bound", "budget", "budget"),
                a.entries().stream().map(Ablations.Ablation::group).toList());
        assertThrows(
                IllegalArgumentException.class,
                () -> Ablations.measure(
                        model,
                        TinyModels.test(model, 20),
                        TinyModels.test(model, 15),
                        List.of(0.5),
                        SETTINGS,
                        List.of("budgets"),
                        null,
                        ProgressListener.NONE));
    }

    @Test
    void aVariantIsNotAffectedByTheOthers() {
        Ablations both = Ablations.measure(
                model,
                TinyModels.test(model, 20),
                TinyModels.test(model, 15),
                List.of(0.5, 0.25),
                SETTINGS,
                Ablations.GROUPS,
                null,
                ProgressListener.NONE);
        Ablations one = Ablations.measure(
                model,
                TinyModels.test(model, 20),
                TinyModels.test(model, 15),
                List.of(0.25),
                SETTINGS,
                Ablations.GROUPS,
                null,
                ProgressListener.NONE);
        assertEquals(
                one.entries(),
                both.entries().stream().filter(e -> e.keep() == 0.25).toList());
    }

    @Test
    void interruptedItKeepsWhatItHas() {
        ProgressListener impatient = (task, done, total) -> {
            if (task.equals("ablations") && done == 2) {
                Thread.currentThread().interrupt();
            }
        };
        Ablations a = Ablations.measure(
                model,
                TinyModels.test(model, 20),
                TinyModels.test(model, 15),
                List.of(0.5),
                SETTINGS,
                Ablations.GROUPS,
                null,
                impatient);
        assertEquals(3, a.entries().size());
        assertTrue(!Thread.currentThread().isInterrupted());
    }
}
