import moelab.cluster.BalancedClusterer;
import moelab.cluster.BalancedClusteringContract;
import moelab.cluster.BalancedKMeans;

class MyClustererProperties implements BalancedClusteringContract {
    @Override
    public BalancedClusterer subject() {
        return (points, k, seed) -> new BalancedKMeans(k, seed).sweeps(200).fit(points); // yours
    }
}
