package moelab.course.task;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A student's compiled class, from which checks and chapters make objects.
 *
 * @param type the class itself
 * @param chance what checks that need randomness use as their seed: it follows from the code and from a number that the
 *     grader keeps to itself, so that a report can be repeated and not foreseen
 * @param again loads the class anew, with static fields of its own
 */
public record StudentClass(Class<?> type, long chance, Supplier<StudentClass> again) {

    /** A class that is not what the exercise asks for. */
    public static final class Misfit extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Misfit(String message) {
            super(message);
        }
    }

    /**
     * Returns a new object of the class.
     *
     * @param contract the interface it implements
     * @param arguments of the public constructor that takes such arguments
     * @throws Misfit if it does not implement the interface or has no such constructor
     */
    public <T> T create(Class<T> contract, Object... arguments) {
        if (!contract.isAssignableFrom(type)) {
            throw new Misfit(type.getSimpleName() + " does not implement " + contract.getSimpleName());
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            if (accepts(constructor.getParameterTypes(), arguments)) {
                return contract.cast(create(constructor, arguments));
            }
        }
        throw new Misfit(type.getSimpleName() + " has no public constructor ("
                + Arrays.stream(arguments)
                        .map(a -> a.getClass().getSimpleName())
                        .collect(Collectors.joining(", ")) + ") in a public class");
    }

    private Object create(Constructor<?> constructor, Object... arguments) {
        if (Modifier.isAbstract(type.getModifiers())) {
            throw new Misfit(type.getSimpleName() + " is abstract, expected a class to make objects of");
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new Misfit(type.getSimpleName() + ": the constructor threw " + e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw new Misfit(type.getSimpleName() + " cannot be made: " + e.getMessage());
        }
    }

    private static boolean accepts(Class<?>[] parameters, Object[] arguments) {
        if (parameters.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            Class<?> boxed =
                    java.lang.invoke.MethodType.methodType(parameters[i]).wrap().returnType();
            if (!boxed.isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }
}
