package moelab.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** A fixed number of threads that compute pieces of work; results come in the order of the pieces. */
final class Workers implements AutoCloseable {
    private final ExecutorService threads;

    Workers(int count) {
        threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "training");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** {@code work} on every piece; what it throws comes out here. */
    <T, R> List<R> map(List<T> pieces, Function<T, R> work) {
        try {
            List<Callable<R>> tasks = pieces.stream().<Callable<R>>map(p -> () -> work.apply(p)).toList();
            List<R> results = new ArrayList<>(tasks.size());
            for (Future<R> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in the middle of a step", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
