// 5. Equal clusters
// Question: can experts be found from the weights alone, without running the model?
// Minutes: 20
// Before: chapter 4; k-means
// Exercises: 8 (ExactAssignment), 9 (BalancedMeans), 10 (ClusteringProperties)

// Whether neuron j fires on x depends on the angle between x and column j of W1. Neurons whose columns point in
// similar directions fire on the same tokens. So we cluster the columns, scaled to length one, first by ordinary
// k-means.

var lesson = Lesson.open()
var columns = KMeansSplitter.directions(lesson.decoder(1))
int experts = columns.numRows / 16
var plain = new PlainKMeans(experts, 1).fit(columns)

// -> Look at the sizes: the smallest cluster is too small to be worth routing, and the largest costs as much as
// several others. With such experts "half of them" would say nothing about cost.

// Balanced k-means changes one step: instead of "every point to its nearest center" it asks for the cheapest
// assignment in which all clusters have the same size. This is a transportation problem, and it is solved exactly.
// (With --mine, the clusterer is yours from exercise 9.)

BalancedClusterer clusterer = StudentSolution.or(
    BalancedClusterer.library(), 9, BalancedClusterer.class)
var balanced = clusterer.cluster(columns, experts, 1)
assert Arrays.stream(balanced.sizes()).allMatch(size -> size == 16) : "all clusters have 16 points"
Figures.sizes(plain, balanced)

// -> The equal bars are those of balanced k-means. Compare the squared errors of the two clusterings: equal sizes cost
// little or nothing, because ordinary k-means stops at the first local optimum, while this clusterer goes on by
// swapping pairs of points.

// How can one check an algorithm whose result nobody can judge by eye? By its properties. For example, it must not
// matter where the origin is: we move all points by the same step and cluster again (with 0 sweeps, that is, without
// the long search).

var shifted = columns.copy()
for (int at = 0; at < shifted.getNumElements(); at++) {
    shifted.data[at] += 0.5f;
}
var moved = new BalancedKMeans(8, 1).sweeps(0).fit(shifted)
var unmoved = new BalancedKMeans(8, 1).sweeps(0).fit(columns)
double apart = moved.squaredError() / unmoved.squaredError() - 1
assert Math.abs(apart) < 1e-3 : "a shift changed the error by " + apart

// -> The two errors differ by rounding only. Exercise 10 asks for properties that catch wrong implementations.

// Another property is that the assignment is the cheapest. Here are four points and two clusters of two, with one row
// of costs for each point: points 0, 1 and 3 prefer cluster 0, which has room for two. Which one has to go to cluster
// 1? (With --mine, exercise 8 decides.)

var costs = new DMatrixRMaj(new double[][] {{0, 5}, {0, 1}, {9, 0}, {2, 4}})
EqualAssignment solver =
    StudentSolution.or(EqualAssignment.library(), 8, EqualAssignment.class)
int[] cluster = solver.assign(costs)
double cost =
    IntStream.range(0, 4).mapToDouble(i -> costs.get(i, cluster[i])).sum()
assert Math.abs(cost - 3) < 1e-12 : "1 for point 1, which moves, and 2 for point 3, which stays"

// -> Point 1, which loses least. If every point had its favorite, the cost would be 2 and the sizes unequal; among
// equal sizes 3 is the least.

// Do the neurons of these experts fire together? They were made from weights alone, without a single token. We ask
// the co-activation counts of chapter 3, again in multiples of what experts chosen at random hold.

var together = CoActivation.count(lesson.states(4_000).get(1))
together.captured(balanced.labels()) * experts
assert together.captured(balanced.labels()) * experts > 1.2 : "better than random experts, which have 1"

// -> More than experts chosen at random, which have 1. The cut of chapter 4 reached more, but it had seen the counts
// that it is judged by. Which kind of experts can be routed better is another question, for chapter 6.

// Try:
// 1. Are the sizes of ordinary k-means better with another seed? new PlainKMeans(experts, 2).fit(columns).sizes()
// 2. new BalancedKMeans(experts, 1).sweeps(0).fit(columns), and with 600 sweeps: what does a longer search gain?
// 3. Cluster the rows of W2 instead: new BalancedKMeans(experts, 1).fit(lesson.decoder(1).outputWeights())
// 4. ./lab experts compares all ways to make experts, at four sizes, by one objective. Which would you keep?
