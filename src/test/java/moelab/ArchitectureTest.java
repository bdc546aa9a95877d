package moelab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The code can be read from the bottom up: a package uses only packages of floors below its own. Compiled classes are
 * examined, so that uses without an import are seen as well.
 */
class ArchitectureTest {
    /** From the ground up. A package and those within it, {@code moelab.cli.model} for one, are one room. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("random", "memory"),
            Set.of("files"),
            Set.of("gettext"),
            Set.of("linalg", "text", "bleu", "graph", "cluster", "plot", "safetensors"),
            Set.of("transformer"),
            Set.of("decoding", "pretrained"),
            Set.of("translation", "training", "sparsity"),
            Set.of("experts"),
            Set.of("routing"),
            Set.of("moe", "exercise"),
            Set.of("experiment", "convert", "course"),
            Set.of("timing"),
            Set.of("study", "bench"),
            Set.of("table", "jobs"),
            Set.of("lesson"),
            Set.of("cli"));

    private static final Map<String, Integer> FLOOR_OF = floors();
    /** Names that nested types may share, because everybody knows what they mean beside the name of the outer type. */
    private static final Set<String> CONVENTIONAL = Set.of("Builder", "Options");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("moelab");

    @Test
    void everyPackageHasAFloor() {
        assertEquals(
                new TreeSet<>(FLOOR_OF.keySet()),
                CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aPackageUsesOnlyLowerFloors() {
        assertTrue(CLASSES.size() > 400, CLASSES.size() + " classes");
        classes().should(useOnlyLowerFloors()).check(CLASSES);
    }

    private static ArchCondition<JavaClass> useOnlyLowerFloors() {
        return new ArchCondition<>("use only packages of lower floors") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                for (Dependency d : user.getDirectDependenciesFromSelf()) {
                    JavaClass used = d.getTargetClass();
                    if (used.getPackageName().startsWith("moelab.")
                            && !room(used).equals(room(user))
                            && FLOOR_OF.get(room(used)) >= FLOOR_OF.get(room(user))) {
                        events.add(SimpleConditionEvent.violated(user, d.getDescription()));
                    }
                }
            }
        };
    }

    /** Whoever reads a name in one package must not have met another thing of that name elsewhere. */
    @Test
    void noTwoPublicTypesShareAName() {
        Map<String, Set<String>> types = new TreeMap<>();
        for (JavaClass c : CLASSES) {
            if (isVisible(c) && !CONVENTIONAL.contains(c.getSimpleName())) {
                types.computeIfAbsent(c.getSimpleName(), name -> new TreeSet<>())
                        .add(c.getName());
            }
        }
        assertTrue(types.size() > 300, types.size() + " names");
        types.values().removeIf(all -> all.size() == 1);
        assertEquals(Map.of(), types);
    }

    private static boolean isVisible(JavaClass c) {
        boolean named = !c.getSimpleName().isEmpty() && !c.getSimpleName().equals("package-info");
        return named
                && c.getModifiers().contains(JavaModifier.PUBLIC)
                && c.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    /** Commands and exercises are registered in the packages that they are written with. */
    @Test
    void packagesOfOneRoomDoNotUseEachOtherInCyclesExceptForRegisters() {
        slices().matching("moelab.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideOutsideOfPackages("moelab.cli..", "moelab.course..")));
    }

    @Test
    void tribuoIsKnownToTheTrainingOfRoutersOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("moelab.routing.training")
                .should()
                .dependOnClassesThat(inPackage("org.tribuo"))
                .check(CLASSES);
    }

    @Test
    void theVectorApiIsKnownToLinearAlgebraOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("moelab.linalg..")
                .should()
                .dependOnClassesThat(inPackage("jdk.incubator.vector"))
                .check(CLASSES);
    }

    @Test
    void graphsKnowNothingOfNeuronsAndTheModelNothingOfText() {
        for (String plain : List.of("graph", "bleu", "plot", "text")) {
            noClasses()
                    .that()
                    .resideInAPackage("moelab." + plain + "..")
                    .should()
                    .dependOnClassesThat(new DescribedPredicate<>("are of other rooms") {
                        @Override
                        public boolean test(JavaClass used) {
                            return used.getPackageName().startsWith("moelab.")
                                    && !Set.of(plain, "random", "files", "gettext", "memory")
                                            .contains(room(used));
                        }
                    })
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideInAnyPackage("moelab.transformer..", "moelab.decoding..")
                .should()
                .dependOnClassesThat(inPackage("moelab.text"))
                .check(CLASSES);
    }

    @Test
    void randomnessComesFromSeedsAndNeverFromTheClock() {
        noClasses().should().callMethod(Math.class, "random").check(CLASSES);
        noClasses().should().callConstructor(Random.class).check(CLASSES);
        noClasses().should().callConstructor(java.util.SplittableRandom.class).check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("moelab.files..") // names of temporary files must differ
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.concurrent.ThreadLocalRandom.class)
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> inPackage(String prefix) {
        return new DescribedPredicate<>("are in " + prefix) {
            @Override
            public boolean test(JavaClass used) {
                return (used.getPackageName() + ".").startsWith(prefix + ".");
            }
        };
    }

    /** Returns the part of the package's name after {@code moelab}. */
    private static String room(JavaClass c) {
        return c.getPackageName().split("\\.")[1];
    }

    private static Map<String, Integer> floors() {
        Map<String, Integer> floors = new TreeMap<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            for (String name : FLOORS.get(floor)) {
                floors.put(name, floor);
            }
        }
        return floors;
    }
}
