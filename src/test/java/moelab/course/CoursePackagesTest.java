package moelab.course;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The course can be read from the bottom up: tasks, their checks, the list of exercises, the sandbox, grading. */
class CoursePackagesTest {

    @Test
    void noPackageOfTheCourseUsesOneThatUsesIt() {
        slices().matching("moelab.(course..)")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("moelab.course"));
    }
}
