// 2. Who fires
// Question: how many neurons of the feed-forward networks are active on a token, and how sure are we?
// Minutes: 15
// Before: chapter 1; mean, variance, confidence interval
// Exercises: 3 (NeuronFirings)

// A neuron that is not above zero adds nothing to the output. We count how often that happens: in the encoder while
// it reads, in the decoder while it reads its own output (free-running), and while it reads a reference
// (teacher-forced). Both, because a router will meet the first and training saw the second.

var lesson = Lesson.open()
var report = lesson.sparsity(150)

// -> Most of each layer is silent at any moment. The poster that we follow reports about 90 % for the encoder and
// 80 to 90 % for the decoder; ours was trained with a small price on activity, and is quieter.

// The same as a picture: a bar a layer, free for free-running, forced for teacher-forced. The interval is 95 %,
// from the spread between tokens.

Figures.sparsity(report)

// -> The bars look alike, but what matters for us is what is left to 100: at 97 % inactive a token uses 3 neurons
// in a hundred, at 90 % three times as many.

// Do a few neurons do all the firing? Here are all neurons of the first decoder layer on a few thousand tokens,
// sorted by how often they fire.

var seen = lesson.states(6_000).get(0)
var counts = SparsityCounter.of(seen)
Figures.rates(counts)

// -> There is a slope but no cliff: even the busiest fire on a minority of tokens, and the silent ones are silent
// only most of the time. We cannot just delete neurons; we must choose for every token.

// What does a neuron respond to? Take the busiest and a rare one, and look at the places where they fire most
// strongly: what had been written so far, and (after the bar) what was written next.

int busiest = counts.mostActive()[0]
lesson.firings(0, busiest, 300, 5)
int rare = counts.mostActive()[counts.neurons() * 3 / 4]
lesson.firings(0, rare, 300, 5)

// -> A rare neuron often has a theme that one can name: a word, an ending, a position. A busy one is harder to name.

// Counting is a loop over the active neurons of each token, and exercise 3 is to write it. With --mine it is your counter
// that is held to the library's here.

long[] fired = StudentSolution.or(FiringCounter.library(), 3, FiringCounter.class).fired(seen)
assert fired[busiest] == counts.fired(busiest) && fired[rare] == counts.fired(rare) : "two counters, two counts"

// -> Whole numbers, so equal means equal.

// How sure are these numbers? Neurons of one token depend on each other, tokens nearly do not; so the interval
// of the share comes from the spread between tokens. For single neurons: Wilson's interval.

counts.rate(rare)
counts.rateInterval(rare)
counts.rateInterval(busiest)

// -> A rate that is known to within a factor of two is enough to say "rare", and not enough to rank rare neurons.

// Counts merge exactly, which lets one count in shards, on several machines if need be. And if the intervals mean
// anything, two halves of the sample should agree.

int half = seen.rows() / 2
var first = SparsityCounter.of(seen.rows(0, half))
var second = SparsityCounter.of(seen.rows(half, seen.rows()))
assert first.plus(second).inactive() == counts.inactive() : "merging is exact"
assert Math.abs(first.inactive() - second.inactive()) < 0.01 : first + " / " + second

// -> Half of the tokens gives the same share to a fraction of a per cent: a few thousand tokens are plenty here.

// Try:
// 1. The other layer: lesson.states(6_000).get(1). Which of the two is quieter?
// 2. How few tokens still give the share to one per cent? SparsityCounter.of(seen.sample(100, 1)).inactiveMargin()
// 3. Hunt for a neuron with a theme: lesson.firings(1, n, 300, 5) for a few n from counts.mostActive().
