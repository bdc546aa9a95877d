package moelab.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What tasks share is made once. */
class WorkplaceTest {
    private final Workplace here = new Workplace(Map.of("model", Path.of("/some/where")));
    private final AtomicInteger made = new AtomicInteger();

    private Object thing(Object key) throws IOException {
        return here.once("thing", key, () -> {
            made.incrementAndGet();
            return new Object();
        });
    }

    @Test
    void aValueIsMadeOnceForAllThreads() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<Object>> wanted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wanted.add(pool.submit(() -> thing(1)));
        }
        for (Future<Object> one : wanted) {
            assertSame(wanted.get(0).get(), one.get());
        }
        pool.shutdown();
        assertEquals(1, made.get());
    }

    @Test
    void anotherKeyTakesThePlaceOfTheFirst() throws IOException {
        Object first = thing(1);
        Object second = thing(2);
        assertNotSame(first, second);
        assertSame(second, thing(2));
        assertNotSame(first, thing(1));
        assertEquals(3, made.get());
    }

    @Test
    void whatCouldNotBeMadeIsTriedAgain() throws IOException {
        assertThrows(
                IOException.class,
                () -> here.once("thing", 1, () -> {
                    throw new IOException("not now");
                }));
        thing(1);
        assertEquals(1, made.get());
    }

    @Test
    void filesAreFoundByTheirNames() {
        assertEquals(Path.of("/some/where"), here.file("model"));
        assertEquals(
                "the job has no file text, only [model]",
                assertThrows(IllegalStateException.class, () -> here.file("text"))
                        .getMessage());
    }
}
