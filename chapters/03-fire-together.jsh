// 3. Who fires together
// Question: do neurons fire in groups, so that a group could be skipped as a whole?
// Minutes: 15
// Before: chapter 2; what a weighted graph is
// Exercises: 4 (FiringPairs)

// Skipping single neurons costs more than it saves: memory is read in blocks. We want groups of neurons, experts,
// of which a token needs few. For that, neurons that fire on the same tokens should share a group. So we count
// pairs: C[i,j] is the number of tokens on which both i and j fire.

var lesson = Lesson.open()
var seen = lesson.states(8_000).get(1)
var together = CoActivation.count(seen)

// -> Many pairs met at least once, so "did they ever fire together" tells nothing. How often is what counts.

// Is that more than chance? If neurons fired independently, i and j would meet on f(i) f(j) / T tokens. Take a
// neuron of the middle of the field and the one that fires most like it (by the cosine of their two rows of tokens).

var counts = SparsityCounter.of(seen)
int i = counts.mostActive()[counts.neurons() / 4]
int j = together.closest(i, counts)
double byChance = counts.fired(i) * (double) counts.fired(j) / seen.rows()
double lift = together.between(i, j) / byChance
assert lift > 1.2 : "closest companions meet " + lift + " times as often as by chance"

// -> The last number says how many times more often than by chance these two meet. There is structure to be used.

// Counting pairs is two loops more than counting neurons, and exercise 4. With --mine the counter is yours; a few hundred
// tokens are enough to see whether it agrees.

long[][] pairs = StudentSolution.or(PairCounter.library(), 4, PairCounter.class).together(seen.rows(0, 300))
assert pairs[i][j] == CoActivation.count(seen.rows(0, 300)).between(i, j) : "two counters, two counts"

// -> The library does the same with one bit set a neuron when that is cheaper, and must agree to the last pair.

// Here is the whole matrix, in the order in which the network happens to have its neurons. As a picture it is the
// co-activation graph: neurons are nodes, a dark cell is a heavy edge.

Figures.together(together)

// -> Grey noise: training numbers neurons at random. The structure is there, but not along the diagonal.

// Experts drawn by lot capture of all co-activation what their size says: a share of about 1 in the number of
// experts. That is the bound from below; good experts must capture more.

int experts = together.neurons() / 16
double captured = together.captured(ExpertLayout.random(together.neurons(), experts, 1).toArray())
captured * experts
assert Math.abs(captured * experts - 1) < 0.25 : "drawn by lot: " + captured

// -> Close to 1, as it must be. Chapter 4 asks how many times that a good cut can reach.

// Half of the tokens, counted here; the other half, counted there: the two shards add up, whatever the order, because
// counts are whole numbers.

int half = seen.rows() / 2
var merged = CoActivation.count(seen.rows(half, seen.rows())).plus(CoActivation.count(seen.rows(0, half)))
assert merged.between(i, j) == together.between(i, j) && merged.total() == together.total() : "shards add up exactly"

// -> So counting can be spread over machines. It is also cheap: this took a fraction of a second.

// And the graph itself, ready to be cut: neurons are nodes, every pair that met is an edge, and the edge weighs how often
// it met.

var graph = CoActivationSplitter.graph(together)

// -> Nearly every pair of nodes is joined: a dense graph with uneven weights, unlike the meshes on which partitioners
// grew up. That will matter.

// Try:
// 1. Weighted counts, where a pair counts by what both add to the output: CoActivation.weighted(seen, lesson.decoder(1).outputWeights())
// 2. The same for the other layer. Is its closest pair closer?
// 3. Free-running against teacher-forced: which pairs change? (DecoderStates.teacherForced, with lesson.train(500))
