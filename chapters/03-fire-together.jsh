// 3. Who fires together
// Question: do neurons fire in groups, so that a group could be skipped as a whole?
// Minutes: 15
// Before: chapter 2; what a weighted graph is
// Exercises: 4 (FiringPairs)

// Memory is read in blocks, so it is more efficient to skip neurons in groups than one by one. Such groups are the
// experts, and a token should need few of them. For that, neurons that fire on the same tokens should share an
// expert. So we count pairs: C[i,j] is the number of tokens on which both i and j fire.

var lesson = Lesson.open()
var seen = lesson.states(8_000).get(1)
var together = CoActivation.count(seen)

// -> More than half of all pairs fired together at least once, so whether a pair ever did says little. How often it
// did is what counts.

// Do they fire together more often than by chance? If neuron i, which fires on f(i) of T tokens, and neuron j were
// independent, they would fire together on f(i) f(j) / T of them. Take a neuron that fires more often than three quarters
// of the others, and the one that fires most like it, by the cosine of their firing patterns.

var counts = SparsityCounter.of(seen)
int i = counts.mostActive()[counts.neurons() / 4]
int j = together.closest(i, counts)
double byChance = counts.fired(i) * (double) counts.fired(j) / seen.rows()
double lift = together.between(i, j) / byChance
assert lift > 1.2 : "closest companions meet " + lift + " times as often as by chance"

// -> The last number says how many times as often as by chance these two fire together. There is a structure that
// experts can use.

// Counting pairs takes one loop more than counting neurons, and is exercise 4. (With --mine, the counter is yours; a
// few hundred tokens are enough to see whether it agrees.)

PairCounter counter =
    StudentSolution.or(PairCounter.library(), 4, PairCounter.class)
long[][] pairs = counter.together(seen.rows(0, 300))
assert pairs[i][j] == CoActivation.count(seen.rows(0, 300)).between(i, j) : "two counters, two counts"

// -> The library counts with one set of bits for each neuron where that is cheaper, and agrees to the last pair.

// Here is the whole matrix, in the order in which the network happens to have its neurons. It is the adjacency matrix
// of the co-activation graph: neurons are nodes, and a dark cell stands for heavy edges.

Figures.together(together)

// -> There are dark rows and columns, where neurons happen to be busy, but no groups, because training leaves the
// neurons in no particular order. If there is a structure, another order has to bring it out.

// How much of all co-activation lies inside experts? With n experts chosen at random it is about 1/n, which follows
// from their size alone. Here is that share times n. It is the baseline; good experts must hold more.

int experts = together.neurons() / 16
var atRandom = ExpertLayout.random(together.neurons(), experts, 1)
double captured = together.captured(atRandom.toArray())
captured * experts
assert Math.abs(captured * experts - 1) < 0.25 : "experts chosen at random: " + captured

// -> Close to 1, as it must be. Chapter 4 asks how many times as much a good cut can hold.

// Half of the tokens could be counted on one machine and half on another: the two counts add up exactly, in either
// order, because they are whole numbers.

int half = seen.rows() / 2
var firstHalf = CoActivation.count(seen.rows(0, half))
var secondHalf = CoActivation.count(seen.rows(half, seen.rows()))
var merged = secondHalf.plus(firstHalf)
assert merged.between(i, j) == together.between(i, j) &&
    merged.total() == together.total() : "shards add up exactly"

// -> The sum of the parts is the whole, pair by pair.

// Finally the graph itself, ready to be cut: neurons are nodes, every pair that fired together is an edge, and its
// weight is how often they did.

var graph = CoActivationSplitter.graph(together)

// -> More than half of all pairs of nodes are joined. This is a dense graph with uneven weights, unlike the sparse
// meshes that partitioners were developed for. Chapter 4 shows that this matters.

// Try:
// 1. Weighted counts, where a pair counts by what both add to the output: CoActivation.weighted(seen,
// lesson.decoder(1).outputWeights())
// 2. The other layer: CoActivation.count(lesson.states(8_000).get(0)). Do more of its pairs fire together?
// 3. Fewer tokens: CoActivation.count(seen.rows(0, 500)). How many pairs are left that fired together?
