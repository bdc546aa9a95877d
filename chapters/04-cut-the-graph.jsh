// 4. Cut the graph
// Question: which equal parts of the co-activation graph hold most of its weight?
// Minutes: 25
// Before: chapter 3
// Exercises: 5 (Swaps), 6 (HeavyEdges), 7 (PartitionProperties)

// We want parts of equal size with little weight between them. We begin with a graph of eight nodes: two groups of
// four, {0, 1, 2, 3} and {4, 5, 6, 7}, joined by one light edge. The start puts even nodes in one part, odd ones in
// the other.

var small = Graph.of(8, List.of(
    new Graph.Edge(0, 1, 3), new Graph.Edge(0, 2, 4),
    new Graph.Edge(1, 3, 5), new Graph.Edge(2, 3, 6),
    new Graph.Edge(4, 5, 3), new Graph.Edge(4, 6, 4),
    new Graph.Edge(5, 7, 5), new Graph.Edge(6, 7, 6),
    new Graph.Edge(3, 4, 1)))
var start = Partition.of(small, new int[] {0, 1, 0, 1, 0, 1, 0, 1}, 2)

// -> This start cuts across both groups. The right answer is easy to see; can an algorithm find it that only swaps
// pairs of nodes?

// Kernighan and Lin (1970): pick the pair whose swap gains most, lock both nodes, update the gains, pick the next
// pair, and go on until all nodes are locked, even where a gain is negative, since a bad swap may make good ones
// possible.

var swaps = KernighanLin.pass(small, start.toArray(), 0, 1)
KernighanLin.bestPrefix(swaps)

// -> Each line is a pair and what its swap took off the cut. All gains together are 0, because swapping everything
// only renames the parts. The algorithm keeps the prefix with the largest sum, whose length is the number below, and
// undoes the rest.

// One pass is not always enough, because its result may allow new swaps. Passes go on until one gains nothing; then
// the partition is a local optimum. (With --mine, the pass is yours from exercise 5.)

SwapPass pass = StudentSolution.or(SwapPass.library(), 5, SwapPass.class)
var cut = pass.improve(start)
assert cut.cut() == 1 && cut.isBalanced() : "only the weak edge is cut"

// -> Only the edge of weight 1 is cut: the parts are the two groups, and no better cut exists.

// The second idea is to look at a smaller graph first. Nodes that are joined by a heavy edge belong together anyway:
// match each node with its heaviest neighbor, and contract each pair into one node. (With --mine, the matching is
// yours from exercise 6.)

EdgeMatching matching =
    StudentSolution.or(EdgeMatching.library(), 6, EdgeMatching.class)
int[] partner = matching.match(small, new int[] {0, 1, 2, 3, 4, 5, 6, 7})
var coarse = Coarsening.ofMatching(small, partner)
assert coarse.coarse().nodes() == 4 &&
    coarse.coarse().totalWeight() < small.totalWeight() : "four pairs"

// -> Four nodes are left, and the matched edges can no longer be cut. Every cut of the coarse graph is a cut of the
// fine one, with the same weight.

// Now the real graph, the neurons of a decoder layer. A pass over all pairs is slow there, and a random start is far
// from the goal. The multilevel method (Karypis and Kumar 1998) contracts heavy edges until the graph is small, cuts
// the small graph, and refines the cut on the way back. Here are two halves, beside two halves chosen at random.

var lesson = Lesson.open()
var together = CoActivation.count(lesson.states(4_000).get(1))
var graph = CoActivationSplitter.graph(together)
var halves = new Multilevel().partition(graph, 2, 1)
int[] half = ExpertLayout.random(graph.nodes(), 2, 1).toArray()
var random = Partition.of(graph, half, 2)
assert halves.cut() < random.cut() : "a cut that was searched for beats a random one"

// -> A random partition in halves cuts about 50 % of the weight. In a graph this dense even a good cut must take
// much; the difference between the two lines is what the search has gained.

// The later chapters use experts of 16 neurons. The graph is cut into halves, these into halves again, and so on, all
// of exactly equal size, because a larger expert would cost more.

int experts = graph.nodes() / 16
var parts = new Multilevel().partition(graph, experts, 1)
double times = together.captured(parts.toArray()) * experts
assert parts.isBalanced() && times > 1.5 : "holds " + times + " times what random experts do"

// -> The last number says how many times as much co-activation these experts hold as experts chosen at random.

// That was the textbook's method. On a dense graph it does less well: no matching can contract all edges that should
// not be cut, and each bisection has to decide about many experts at once. A stronger partitioner swaps nodes between
// all parts, millions of times, and accepts losing swaps as well: often at a high temperature, hardly ever at a low one
// (simulated annealing, Kirkpatrick et al. 1983).

var annealed = new AnnealedPartitioner().partition(graph, experts, 1)
annealed.captured() / (double) parts.captured()
assert annealed.isBalanced() &&
    annealed.captured() > 1.02 * parts.captured() : "it finds what bisections miss"

// -> The factor says how many times as much co-activation these experts hold as the textbook's, in parts just as
// equal. The later chapters use them.

// Here is the matrix of chapter 3 again, with the neurons of an expert side by side, and each cell divided by what
// chance would give. If the cut is a good one, the diagonal is dark.

var layout = ExpertLayout.of(annealed.toArray(), experts)
Figures.together(together, layout)

// -> The dark diagonal is the experts: inside an expert, neurons fire together several times as often as chance would
// have it, and elsewhere about as often. The network had groups before anyone asked for them.

// Try:
// 1. KernighanLin.improve(halves): does it find a better cut than the multilevel method?
// 2. Other seeds, and the best of five: new Multilevel().best(graph, experts, 1, 5). How much does chance matter?
// 3. new AnnealedPartitioner(0.1).partition(graph, experts, 1) lets parts be a tenth heavier than the mean. What does
// equal size cost?
