package moelab.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An address at which nobody is, or which is none, is refused at once and in one line. */
class MasterTest {
    @ParameterizedTest
    @ValueSource(strings = {"local", "local[2]", "local[*]", "local[4,3]"})
    void thisProcess(String url) {
        assertTrue(Master.of(url).isLocal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "locale",
                "local[0]",
                "local[-1]",
                "local[two]",
                "host:7077",
                "spark://host",
                "spark://host:port",
                "spark://a:1,b",
                "spark://[::1]",
                "spark://::1:7077",
                "http://host:7077"
            })
    void whatIsNoAddress(String url) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Master.of(url));
        assertEquals("--master is " + url + ", expected local[*], local[N] or spark://HOST:PORT", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yarn", "k8s://https://host:6443"})
    void whatTheCoreOfSparkCannotDo(String url) {
        assertEquals(
                "--master is " + url + ", expected local[*], local[N] or spark://HOST:PORT; YARN and Kubernetes need "
                        + "spark-submit of a full Spark (docs/spark.md)",
                assertThrows(IllegalArgumentException.class, () -> Master.of(url))
                        .getMessage());
    }

    @Test
    void anAddressOfIpVersion6() throws IOException {
        InetAddress here = InetAddress.getByName("::1");
        try (ServerSocket socket = new ServerSocket(0, 1, here)) {
            assertFalse(Master.of("spark://[::1]:" + socket.getLocalPort()).isLocal());
        } catch (BindException e) {
            Assumptions.abort("this system has no IPv6");
        }
    }

    @Test
    void aPortThatIsClosed() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            String open = "spark://127.0.0.1:" + port;
            assertFalse(Master.of(open).isLocal());
        }
        String url = "spark://127.0.0.1:" + port;
        String message = assertThrows(IllegalArgumentException.class, () -> Master.of(url))
                .getMessage();
        assertTrue(message.startsWith("--master is " + url + ", where no master of Spark answers ("), message);
        assertEquals(1, message.lines().count());
    }

    @Test
    void aPortAboveAll() {
        assertEquals(
                "--master is spark://localhost:99999: port 99999, expected 1 to 65535",
                assertThrows(IllegalArgumentException.class, () -> Master.of("spark://localhost:99999"))
                        .getMessage());
    }

    @Test
    void oneOfSeveralMastersIsEnough() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Master.of("spark://127.0.0.1:1,127.0.0.1:" + socket.getLocalPort());
        }
    }
}
