// 2. Who fires
// Question: how many neurons of the feed-forward networks are active on a token, and how sure are we?
// Minutes: 15
// Before: chapter 1; mean, variance, confidence interval
// Exercises: 3 (NeuronFirings)

// A neuron whose activation is zero adds nothing to the output. We count how often that happens: in the encoder, and
// in the decoder while it reads its own output (free-running) and while it reads a reference (teacher-forced). A
// router will meet the first kind of state; training saw the second.

var lesson = Lesson.open()
var report = lesson.sparsity(150)

// -> On an average token most neurons of every layer are inactive. This course follows a poster that repeated
// MoEfication (Zhang et al. 2021, arXiv 2110.01786) for translation. We know it only by its findings and its table,
// which chapter 8 quotes, and not by its title or its authors. It reports about 90 % for the encoder and 80 to 90 % for
// the decoder. Our model was trained with a small penalty on activations, and its decoder is sparser.

// Here are the same numbers as a picture, with one bar for each layer: "free" stands for free-running, "forced" for
// teacher-forced. The error bars are 95 % intervals, from the spread between tokens.

Figures.sparsity(report)

// -> The bars look alike, but what matters is how much is missing to 100 %: a layer that is 97 % inactive uses 3
// neurons in a hundred on a token, one that is 90 % inactive uses more than three times as many.

// Do a few neurons do all the firing? Here are the neurons of the first decoder layer on a few thousand tokens,
// sorted by how often they fire.

var seen = lesson.states(6_000).get(0)
var counts = SparsityCounter.of(seen)
Figures.rates(counts)

// -> The curve falls steadily, without a step at which one could cut: even the busiest neurons fire on a minority of
// tokens, and rare neurons are needed now and then. Neurons cannot simply be deleted; they have to be chosen for
// every token.

// What does a neuron respond to? Take the busiest neuron and a rare one, and look at the places where each fires most
// strongly: what had been written so far and, after the bar, what was written next.

int busiest = counts.mostActive()[0]
lesson.firings(0, busiest, 300, 5)
int rare = counts.mostActive()[counts.neurons() * 3 / 4]
lesson.firings(0, rare, 300, 5)

// -> Compare what stands before and after the bar. Many neurons have a theme that can be named: a word, an ending such
// as the plural -s, a position. A busy neuron has a theme, too; it is only a frequent one.

// Counting is a loop over the active neurons of each token; exercise 3 is to write it. (With --mine, your counter is
// checked against the library's here.)

FiringCounter counter =
    StudentSolution.or(FiringCounter.library(), 3, FiringCounter.class)
long[] fired = counter.fired(seen)
assert fired[busiest] == counts.fired(busiest) &&
    fired[rare] == counts.fired(rare) : "two counters, two counts"

// -> Both counters agree exactly, as whole numbers should.

// How certain are these numbers? The neurons of one token depend on each other, while different tokens hardly do, so
// the interval of the share comes from the spread between tokens. Single neurons get Wilson's interval.

counts.rate(rare)
counts.rateInterval(rare)
counts.rateInterval(busiest)

// -> The interval of the rare neuron is wide compared with its rate. It is narrow enough to say that the neuron is
// rarer than the busiest one, and too wide to rank it among other rare neurons.

// Counts can be added exactly, so that a large sample can be counted in parts, on several machines if need be. And if
// the intervals mean anything, two halves of the sample should agree.

int half = seen.rows() / 2
var first = SparsityCounter.of(seen.rows(0, half))
var second = SparsityCounter.of(seen.rows(half, seen.rows()))
assert first.plus(second).inactive() == counts.inactive() : "merging is exact"
assert Math.abs(first.inactive() - second.inactive()) < 0.01 : first + " / " + second

// -> The two halves differ by a fraction of a percentage point: a few thousand tokens are enough here.

// A large sample is counted on a cluster: one task per shard. Nobody knows which task ends first, and a task whose
// machine was lost runs again. Here are eight shards in the order in which they might come back, two of them twice.

int shards = 8
var merge = new OrderedMerge<>(shards, SparsityCounter::plus)
for (int i : List.of(5, 2, 7, 0, 2, 3, 6, 1, 5, 4)) {
    int from = i * seen.rows() / shards;
    int to = (i + 1) * seen.rows() / shards;
    merge.add(i, SparsityCounter.of(seen.rows(from, to)));
}
var sum = merge.sum()
boolean same = IntStream.range(0, sum.neurons()).allMatch(j ->
        sum.fired(j) == counts.fired(j))
assert same : "one count in shards, another on one thread"

// -> It is the same count, neuron by neuron, because a shard that comes back twice counts once, and whole numbers can
// be added in any order.

// Floats cannot, because every sum is rounded. Here are the same three numbers in two orders.

(1e8f + 1) - 1e8f
(1e8f - 1e8f) + 1

// -> So a task computes its floats by itself, always in the same order, and what tasks add up are whole numbers.
// ./lab count --part train counts a whole split on one thread; with --master local[*] or spark://HOST:PORT it does so
// on a cluster of Apache Spark, with the same result to the last bit (docs/spark.md).

// Try:
// 1. The other layer: SparsityCounter.of(lesson.states(6_000).get(1)). Which of the two is sparser?
// 2. How few tokens still give the share to one percentage point? SparsityCounter.of(seen.sample(100,
// 1)).inactiveMargin()
// 3. Look for a neuron with a theme: lesson.firings(0, counts.mostActive()[100], 300, 5), and other ranks than 100.
