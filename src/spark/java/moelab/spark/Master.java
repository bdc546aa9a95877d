package moelab.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.apache.spark.scheduler.ExternalClusterManager;

/**
 * The address of a cluster, checked for whether anything answers there, because Spark itself would try for a minute.
 *
 * @param url the address in Spark's notation
 */
record Master(String url) {
    private static final Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})(, *[1-9]\\d{0,3})?])?");
    private static final String PLACE =
            "([^:/,\\[\\]]+|\\[[0-9a-fA-F:.]+\\]):\\d{1,5}"; // IPv6 addresses are in brackets
    private static final Pattern STANDALONE = Pattern.compile("spark://" + PLACE + "(," + PLACE + ")*");
    private static final int PATIENCE = 5_000; // milliseconds to wait for a connection
    private static final int LARGEST_PORT = 65_535;

    /**
     * Returns the address, once it has been checked.
     *
     * @throws IllegalArgumentException if it is not a valid address or nothing listens there; the message is one line
     */
    static Master of(String url) {
        Master master = new Master(url);
        if (STANDALONE.matcher(url).matches()) {
            master.requireAnswer();
        } else if (!master.isLocal() && !master.isManaged()) {
            boolean elsewhere = url.equals("yarn") || url.startsWith("k8s://");
            throw new IllegalArgumentException("--master is " + url + ", expected local[*], local[N] or "
                    + "spark://HOST:PORT"
                    + (elsewhere ? "; YARN and Kubernetes need spark-submit of a full Spark (docs/spark.md)" : ""));
        }
        return master;
    }

    /** Returns whether this Spark has a cluster manager for the address, as a full one has for YARN and Kubernetes. */
    private boolean isManaged() {
        return ServiceLoader.load(ExternalClusterManager.class).stream()
                .anyMatch(manager -> manager.get().canCreate(url));
    }

    /** Returns whether the tasks run in this process. */
    boolean isLocal() {
        return LOCAL.matcher(url).matches();
    }

    /** Fails unless one of the masters, of which a cluster may have several, accepts a connection. */
    private void requireAnswer() {
        String why = "";
        for (String place : url.substring("spark://".length()).split(",")) {
            int colon = place.lastIndexOf(':');
            int port = Integer.parseInt(place.substring(colon + 1));
            if (port < 1 || port > LARGEST_PORT) {
                throw new IllegalArgumentException(
                        "--master is " + url + ": port " + port + ", expected 1 to " + LARGEST_PORT);
            }
            InetSocketAddress address = new InetSocketAddress(place.substring(0, colon), port);
            try (Socket socket = new Socket()) {
                if (address.isUnresolved()) {
                    why = "there is no such host";
                } else {
                    socket.connect(address, PATIENCE);
                    return;
                }
            } catch (IOException e) {
                why = e.getMessage();
            }
        }
        throw new IllegalArgumentException("--master is " + url + ", where no master of Spark answers (" + why
                + "): start one, or use local[*] for the cores of this machine");
    }
}
