// 5. Equal clusters
// Question: can experts be found from the weights alone, without running the model?
// Minutes: 20
// Before: chapter 4; k-means
// Exercises: 8 (ExactAssignment), 9 (BalancedMeans), 10 (ClusteringProperties)

// Whether neuron j fires on x depends on the angle between x and column j of W1. Neurons whose columns point the same
// way fire on the same tokens. So: cluster the columns, scaled to length one. Ordinary k-means first.

var lesson = Lesson.open()
var columns = KMeansSplitter.directions(lesson.decoder(1))
int experts = columns.numRows / 16
var plain = new PlainKMeans(experts, 1).fit(columns)

// -> Look at the sizes: the smallest is not worth a router's while, and the largest costs as much as two or three
// others. With such experts "half of them" says nothing about cost.

// Balanced k-means changes one line: instead of "every point to its nearest centre" it asks for the cheapest
// assignment in which all clusters have the same size. That is a transportation problem, solved exactly. (With --mine the
// clusterer is yours from exercise 9.)

BalancedClusterer clusterer = StudentSolution.or(BalancedClusterer.library(), 9, BalancedClusterer.class)
var balanced = clusterer.cluster(columns, experts, 1)
assert Arrays.stream(balanced.sizes()).allMatch(size -> size == 16) : "all clusters have 16 points"
Figures.sizes(plain, balanced)

// -> The flat line is the balanced one. Compare the squared errors: equal sizes need not cost anything, because ordinary
// k-means stops at the first local optimum, and this one goes on by swapping pairs of points.

// What pins such an algorithm down, whose result nobody can check by eye? Properties. For example, it must not matter where
// the origin is: we move all points by the same step and cluster again (without the long search: 0 sweeps).

var shifted = columns.copy()
for (int at = 0; at < shifted.getNumElements(); at++) shifted.data[at] += 0.5f;
var moved = new BalancedKMeans(8, 1).sweeps(0).fit(shifted)
double apart = moved.squaredError() / new BalancedKMeans(8, 1).sweeps(0).fit(columns).squaredError() - 1
assert Math.abs(apart) < 1e-3 : "a shift changed the error by " + apart

// -> The same error up to rounding. Exercise 10 asks for the properties that catch wrong implementations.

// ... and the assignment is really the cheapest. Here are four points and two clusters of two, a row of costs for each
// point: 0, 1 and 3 prefer cluster 0, which has two seats. Who gives way? (With --mine, exercise 8 decides.)

var costs = new DMatrixRMaj(new double[][] {{0, 5}, {0, 1}, {9, 0}, {2, 4}})
int[] cluster = StudentSolution.or(EqualAssignment.library(), 8, EqualAssignment.class).assign(costs)
double cost = java.util.stream.IntStream.range(0, 4).mapToDouble(i -> costs.get(i, cluster[i])).sum()
assert Math.abs(cost - 3) < 1e-12 : "1 for point 1, which gives way, and 2 for point 3, which stays"

// -> Point 1, which loses least. Everybody's favourite would cost 2 and be unequal; among equal sizes 3 is the least.

// Do these experts fire together? They were made from weights alone and never saw a token. We ask the co-activation
// counts of chapter 3, again as multiples of what experts drawn by lot capture.

var together = CoActivation.count(lesson.states(4_000).get(1))
together.captured(balanced.labels()) * experts
assert together.captured(balanced.labels()) * experts > 1.2 : "better than experts drawn by lot, which have 1"

// -> More than experts drawn by lot (1), by weights alone. Compare with the last number of chapter 4: the graph saw
// what it was judged by. Which one translates better is another question, for chapter 6.

// Try:
// 1. Are the sizes of plain k-means better with other seeds? new PlainKMeans(experts, 2).fit(columns).sizes()
// 2. new BalancedKMeans(experts, 1).sweeps(0).fit(columns), and with 600 sweeps: what does patience buy?
// 3. Cluster W2's rows instead (lesson.decoder(1).outputWeights()): do they say the same?
// 4. ./lab experts: co-activation in three weighings and k-means, at four sizes, on one objective. Which would you keep in which layer?
