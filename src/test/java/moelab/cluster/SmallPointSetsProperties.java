package moelab.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What the contract's generator draws. */
@Domain(SmallPointSets.class)
@Domain(DomainContext.Global.class)
class SmallPointSetsProperties {

    private static int distinct(Points points) {
        Set<String> rows = new HashSet<>();
        for (int i = 0; i < points.n(); i++) {
            rows.add(Arrays.toString(points.row(i)));
        }
        return rows.size();
    }

    @Property(tries = 1000)
    void setsAreAsPromised(@ForAll Points points) {
        assertTrue(points.n() >= 1 && points.n() <= SmallPointSets.MOST && points.d() >= 1 && points.d() <= 3);
        assertTrue(points.k() >= 1 && points.k() <= points.n());
        for (float x : points.matrix().data) {
            assertTrue(x == Math.rint(x) && Math.abs(x) <= 9);
        }
    }

    @Property(tries = 1000)
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void everyKindIsCommon(@ForAll Points points) {
        common("one cluster", points.k() == 1);
        common("as many clusters as points", points.k() == points.n());
        common("sizes that are equal", points.n() % points.k() == 0);
        common("sizes that are not", points.n() % points.k() != 0);
        common("points that coincide", distinct(points) < points.n());
        common("points that do not", distinct(points) == points.n() && points.n() > 1);
        common("several points in each of several clusters", points.k() > 1 && points.n() >= 2 * points.k());
        common("many points", points.n() >= SmallPointSets.MOST - 2);
        for (int d = 1; d <= 3; d++) {
            common(d + " dimensions", points.d() == d);
        }
    }

    private static void common(String kind, boolean is) {
        Statistics.label(kind).collect(is);
        Statistics.label(kind).coverage(coverage -> coverage.check(true).percentage(percent -> percent > 5));
    }

    @Property(tries = 200)
    void variationsKeepTheirPromise(@ForAll Points points) {
        assertEquals(1, distinct(SmallPointSets.identical(points)));
        Points twice = SmallPointSets.doubled(points);
        assertEquals(2 * points.n(), twice.n());
        assertEquals(distinct(points), distinct(twice));
        Points line = SmallPointSets.collinear(points);
        for (int i = 0; i < points.n(); i++) { // every 2 x 2 determinant with the first direction is 0
            for (int l = 1; l < points.d(); l++) {
                assertEquals(0, points.row(0)[0] * line.row(i)[l] - points.row(0)[l] * line.row(i)[0]);
            }
        }
    }
}
