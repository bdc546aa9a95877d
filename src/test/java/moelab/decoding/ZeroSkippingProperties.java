package moelab.decoding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import moelab.sparsity.TinyNetworks;
import moelab.transformer.DenseFeedForward;
import moelab.transformer.FeedForward;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.ejml.data.FMatrixRMaj;

@Domain(TinyNetworks.class)
@Domain(DomainContext.Global.class)
class ZeroSkippingProperties {
    @Property(tries = 200)
    void skippingZerosIsExact(@ForAll DenseFeedForward network, @ForAll FMatrixRMaj x) {
        FMatrixRMaj expected = new FMatrixRMaj(7, 3);
        FMatrixRMaj y = new FMatrixRMaj(7, 3);
        network.apply(x, expected);
        for (FeedForward exact :
                new FeedForward[] {new ZeroSkippingFeedForward(network), new ScreenedFeedForward(network)}) {
            exact.apply(x, y);
            assertArrayEquals(expected.data, y.data, 1e-3f);
            FMatrixRMaj first = new FMatrixRMaj(1, 3);
            System.arraycopy(x.data, 0, first.data, 0, 3);
            FMatrixRMaj alone = new FMatrixRMaj(1, 3);
            exact.apply(first, alone); // fewer rows than before
            for (int k = 0; k < 3; k++) {
                assertEquals(expected.data[k], alone.data[k], 1e-3f);
            }
        }
    }
}
