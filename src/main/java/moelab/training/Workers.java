package moelab.training;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * Returns the results of {@code work} on every piece; what it throws is thrown here. An interrupt of the calling
     * thread is passed on when all pieces are done, so that nothing is left half computed.
     */
    <T, R> List<R> map(List<T> pieces, Function<T, R> work) {
        List<Future<R>> futures =
                pieces.stream().map(p -> threads.submit(() -> work.apply(p))).toList();
        List<R> results = new ArrayList<>(pieces.size());
        boolean interrupted = false;
        try {
            for (Future<R> future : futures) {
                while (true) {
                    try {
                        results.add(future.get());
                        break;
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
