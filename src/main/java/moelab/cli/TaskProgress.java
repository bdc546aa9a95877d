package moelab.cli;

import moelab.experiment.ProgressListener;

/**
 * Shows one {@link Progress} after the other, a new one whenever the task changes. Threads may share it; once it is
 * closed, it shows nothing more.
 */
public final class TaskProgress implements ProgressListener, AutoCloseable {
    private String task = "";
    private Progress progress;
    private boolean closed;

    @Override
    public synchronized void at(String current, long done, long total) {
        if (closed) {
            return;
        }
        if (!current.equals(task)) {
            endTask();
            task = current;
            progress = new Progress(current, total);
        }
        progress.to(done);
    }

    /** Ends what is shown, so that something else can be printed; the next report begins anew. */
    public synchronized void pause() {
        endTask();
        task = "";
    }

    @Override
    public synchronized void close() {
        closed = true;
        endTask();
    }

    private void endTask() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
