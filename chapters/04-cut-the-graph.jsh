// 4. Cut the graph
// Question: which equal parts of the co-activation graph hold most of its weight?
// Minutes: 25
// Before: chapter 3
// Exercises: 5 (Swaps), 6 (HeavyEdges), 7 (PartitionProperties)

// We want parts of equal size with little weight between them. First by hand, on a graph of eight nodes that is
// two groups of four, {0, 1, 2, 3} and {4, 5, 6, 7}, held together by one weak edge.

var small = Graph.of(8, List.of(
    new Graph.Edge(0, 1, 3), new Graph.Edge(0, 2, 4), new Graph.Edge(1, 3, 5), new Graph.Edge(2, 3, 6),
    new Graph.Edge(4, 5, 3), new Graph.Edge(4, 6, 4), new Graph.Edge(5, 7, 5), new Graph.Edge(6, 7, 6),
    new Graph.Edge(3, 4, 1)))
var start = Partition.of(small, new int[] {0, 1, 0, 1, 0, 1, 0, 1}, 2)

// -> A start that cuts across both groups. One can see the right answer; can an algorithm that only swaps pairs?

// Kernighan and Lin (1970): pick the pair whose swap gains most, lock it, bring the gains up to date, pick
// the next one, until all are locked. Also when a gain is negative: a bad swap may open the way to good ones.

var swaps = KernighanLin.pass(small, start.toArray(), 0, 1)
KernighanLin.bestPrefix(swaps)

// -> Every line is a pair and what it took off the cut. The gains sum to 0 in the end, since swapping everything only
// renames the parts; the algorithm keeps the prefix of largest sum and undoes the rest.

// One pass is not always enough, since what it found may open new swaps. Passes go on until one gains nothing; then the
// partition is a local optimum. (With --mine, the pass is yours from exercise 5.)

var cut = StudentSolution.or(SwapPass.library(), 5, SwapPass.class).improve(start)
assert cut.cut() == 1 && cut.isBalanced() : "only the weak edge is cut"

// -> One edge of weight 1 is left in the cut: the two groups. For eight nodes nothing better exists.

// The other idea is to see the shape of the whole first. Nodes that are joined by a heavy edge belong together anyway: match
// each with its heaviest neighbour, make one node of both, and a small graph has become a smaller one. (With --mine, the matching
// is yours from exercise 6.)

int[] partner = StudentSolution.or(EdgeMatching.library(), 6, EdgeMatching.class).match(small, new int[] {0, 1, 2, 3, 4, 5, 6, 7})
var coarse = Coarsening.ofMatching(small, partner)
assert coarse.coarse().nodes() == 4 && coarse.coarse().totalWeight() < small.totalWeight() : "four pairs, whose edges are inside now"

// -> Four nodes are left, and what the matched edges weighed can no longer be cut. A cut of the small graph is one of the
// large graph, with the same weight.

// Now the real graph: the neurons of a decoder layer. A pass over all pairs is slow there, and a random start far
// from the goal. The multilevel method (Karypis and Kumar 1998) contracts heavy edges until the graph is small, cuts
// that, and refines on the way back. First two halves, beside two halves drawn by lot.

var lesson = Lesson.open()
var together = CoActivation.count(lesson.states(4_000).get(1))
var graph = CoActivationSplitter.graph(together)
var halves = new Multilevel().partition(graph, 2, 1)
var random = Partition.of(graph, ExpertLayout.random(graph.nodes(), 2, 1).toArray(), 2)
assert halves.cut() < random.cut() : "a cut found beats one drawn"

// -> A random half cuts 50 % of the weight. On a graph where everything touches everything even a good cut must take
// much; the gain is the difference between the two lines.

// Into experts of 16 neurons, as the later chapters use them: halves of halves of halves, all exactly equal, because an
// expert that is larger costs more.

int experts = graph.nodes() / 16
var parts = new Multilevel().partition(graph, experts, 1)
double times = together.captured(parts.toArray()) * experts
assert parts.isBalanced() && times > 1.5 : "captures " + times + " times what experts drawn by lot do"

// -> The last number is how many times more co-activation these experts hold than experts drawn by lot.

// That was the textbook. On a graph where everything touches everything it is at a loss: no matching hides the right edges, and a
// bisection has to decide about all experts at once. The stronger partitioner swaps nodes between all parts, millions of times, and
// takes losing swaps, too: often while it is hot, hardly ever when it has cooled down (simulated annealing, 1983).

var annealed = new AnnealedPartitioner().partition(graph, experts, 1)
annealed.captured() / (double) parts.captured()
assert annealed.isBalanced() && annealed.captured() > 1.02 * parts.captured() : "it finds what bisections miss"

// -> So many times the co-activation of the textbook's experts, in parts as equal as before. The later chapters use these.

// And the matrix of chapter 3 again, in another order: the neurons of an expert side by side. If the cut is a good one, what is
// dark has moved to the diagonal.

var layout = ExpertLayout.of(annealed.toArray(), experts)
Figures.together(together, layout)

// -> What was grey has a dark diagonal: the experts. This is the picture of a network that was a mixture of experts before
// anyone called it one.

// Try:
// 1. new KernighanLin().partition(graph, 2, 1) on the real graph, and KernighanLin.improve(halves): does it find more?
// 2. Other seeds, and the best of five: new Multilevel().best(graph, experts, 1, 5). How large is the luck?
// 3. new AnnealedPartitioner(0.1) lets parts be a tenth too heavy. What does equal size cost?
