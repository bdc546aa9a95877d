// 6. Who decides
// Question: how do we know, before computing an expert, whether a token needs it?
// Minutes: 20
// Before: chapters 3 to 5; linear regression
// Exercises: 11 (BudgetChoice), 12 (TribuoRouter)

// A router scores the experts for a token, from the same input row that the network sees. We train on states of
// training sentences and judge on states of held-out ones, both recorded while the decoder runs freely.

var lesson = Lesson.open()
var seen = lesson.states(6_000).get(1)
var heldOut = lesson.heldOutStates(2_000).get(1)
var ffn = lesson.decoder(1)

// -> Two samples that share no sentence.

// Experts as in chapter 4, and what each of them really does for each held-out token: the length of what it adds to
// the output. A budget of a quarter of the experts is what we allow.

int experts = ffn.hiddenDimension() / 16
var layout = new CoActivationSplitter(CoActivationSplitter.EdgeWeighting.OUTPUT, new AnnealedPartitioner(), 1).split(ffn, seen, experts)
var work = ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), layout)
double best = ExpertContribution.captured(work, experts / 4)
var drawn = ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), ExpertLayout.random(ffn.hiddenDimension(), experts, 1))
double lot = ExpertContribution.captured(drawn, experts / 4)

// -> The first number is the oracle: what the best quarter of the experts holds if one knew it. The second is the
// same for experts drawn by lot: what good grouping is worth before anyone has routed anything.

// Now routers. The lower bound draws by lot for each token; "centroid" compares the input with the mean weights of
// the expert; "ridge" is least squares on the root of the expert's work.

RouterReport.of(new RandomRouter(ffn.modelDimension(), experts, 1), heldOut.inputs(), work, experts / 4)
RouterReport.of(new CentroidTrainer().train(ffn, layout, seen), heldOut.inputs(), work, experts / 4)
var ridge = RouterKind.RIDGE.trainer(experts, 1).train(ffn, layout, seen)
var learned = RouterReport.of(ridge, heldOut.inputs(), work, experts / 4)
assert learned.captured() > 0.5 && learned.captured() <= learned.oracle() + 1e-6 : learned

// -> Drawing by lot captures its quarter; similarity and least squares get most of the way from there to the oracle. What
// an expert will do is, to a large part, a linear matter of the input. The rest is what better routers are for.

// Tribuo, a machine learning library, trains a multi-label logistic regression: which experts are among the best?
// Its weights are copied into a matrix, because its own predict would cost a whole decoding step. (With --mine
// it is your router from exercise 12.)

RouterTrainer trainer = StudentSolution.or(new LogisticTrainer(ExpertContribution.OUTPUT, experts / 4, 2_000, 3, 1), 12, RouterTrainer.class)
var logistic = trainer.train(ffn, layout, seen)
RouterReport.of(logistic, heldOut.inputs(), work, experts / 4)

// -> Another loss, much the same result. When quite different methods agree, the limit is in the question: what a linear
// function of x can know.

// Scores are not yet a choice. A budget makes one: so many experts, every score above a threshold, or the fewest that hold a
// share of the scores, which is few for an easy token and many for a hard one. Here for two tokens, half of the scores each.
// (With --mine, the choice is yours from exercise 11.)

ExpertChoice choice = StudentSolution.or(ExpertChoice.library(), 11, ExpertChoice.class)
choice.choose(ridge, heldOut.inputs(), 0, new Budget.TopP(0.5)).length
choice.choose(ridge, heldOut.inputs(), 9, new Budget.TopP(0.5)).length
assert choice.choose(ridge, heldOut.inputs(), 0, new Budget.TopK(experts / 4)).length == experts / 4 : "a count is a count"

// -> Two tokens, two numbers of experts. A fixed count pays the same for both; chapter 7 lets a threshold pay as much on average and spend it
// where it is needed.

// What does routing cost? It is done for every token, whatever is skipped afterwards. We count its multiply-adds beside
// those of the dense network.

double cost = ridge.multiplyAdds() / (2.0 * ffn.modelDimension() * ffn.hiddenDimension())
assert cost < 0.05 : "a router that costs " + cost + " of what it saves"

// -> A few per cent of the network. Halving the experts saves half of it, so the router must and does stay small.

// Finally the other construction, balanced k-means on the columns of W1, under the same budget and with the same kind of
// router, judged on the same tokens.

var byWeights = new KMeansSplitter(1).split(ffn, seen, experts)
var its = ExpertContribution.OUTPUT.of(heldOut, ffn.outputWeights(), byWeights)
RouterReport.of(RouterKind.RIDGE.trainer(experts, 1).train(ffn, byWeights, seen), heldOut.inputs(), its, experts / 4)

// -> Compare captured and oracle of both: which construction has the better experts, and which the easier ones to predict?

// Try:
// 1. Budgets: experts / 2 and experts / 8 instead of experts / 4. Where does the router fall behind the oracle?
// 2. Larger experts, 32 or 64 neurons: cheaper to route, but what happens to the oracle?
// 3. ./lab routers: every router, judged by Tribuo's evaluators. Does the better classifier also keep more BLEU (./lab tradeoff)?
// 4. RouterKind.TWO_LAYER.trainer(experts, 1): does a hidden layer help, and is it worth its cost?
