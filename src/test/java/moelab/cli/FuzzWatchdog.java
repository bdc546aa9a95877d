package moelab.cli;

/** Does something if it is not closed in time. */
final class FuzzWatchdog implements AutoCloseable {
    private final Thread thread;
    private volatile boolean bites;

    FuzzWatchdog(int seconds, Runnable then) {
        thread = new Thread(() -> {
            try {
                Thread.sleep(seconds * 1000L);
                bites = true;
                then.run();
            } catch (InterruptedException e) {
                return; // in time
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    boolean bites() {
        return bites;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
