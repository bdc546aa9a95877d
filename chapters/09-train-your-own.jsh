// 9. Train your own (optional)
// Question: where does such a model come from?
// Minutes: 10
// Before: chapter 1; gradient descent
// Exercises: 15 (FeedForwardGradients)

// Three minutes are enough to see a model learn from nothing: smaller than the shipped one, on the same text. Each
// line is an evaluation on validation sentences. Ctrl-C stops early and keeps what there is.

var lesson = Lesson.open()
var trainer = lesson.trainer(3)
var model = trainer.train()

// -> The loss is in nats per symbol: e to that power is the number of symbols among which the model is still undecided. It
// falls fast, then slowly; BLEU stays near zero long after the loss has begun to fall.

// The two curves together: BLEU of the validation text, and the loss, ten times enlarged so that both fit into one
// picture.

Figures.learning(trainer.curve())

// -> First the model learns which symbols are frequent, then which follow each other, and only then what the source has to
// do with it. Only the last of these shows in BLEU.

// What did each step of it do? It asked every weight which way the loss falls. Here for one bias of the shipped model, the
// gradient from a backward pass (yours from exercise 15, with --mine) beside what really changes when that bias is moved.

var layer = lesson.decoder(0)
var seen = lesson.states("The file {0} could not be found.").get(0)
var network = StudentSolution.or((TrainableFeedForward) layer, 15, TrainableFeedForward.class, layer)
var slope = GradientCheck.ofBias(layer, network, seen.inputs(), seen.neuron(0))
assert slope.agrees() : slope

// -> The same number twice: the chain rule, and the definition of a slope. Training is this, for all weights at once.

// What does it say? The same sentence as in the other chapters, and a single word; then the evaluation of the model that was
// kept, the best of all.

lesson.translate(model, "The file {0} could not be found.")
lesson.translate(model, "Password")
trainer.best()
assert trainer.curve().points().get(trainer.curve().points().size() - 1).validationLoss() < Math.log(model.config().vocabularySize()) : "learned something"

// -> French-looking words in a French-looking order, more or less about the source. The shipped model is the same thing with
// more neurons and more patience: ./lab train, and datasets/README.md says how.

// Is it sparse already? We count, as in chapter 2, on the states that its decoder passes through while it translates test
// sentences.

var states = DecoderStates.freeRunning(model, lesson.test(50).sources(), SubwordVocabulary.START, SubwordVocabulary.END, 1_000)
SparsityCounter.of(states.get(0))

// -> Sparsity comes by itself with relu, and much further with a small price on activity (--penalty), as for the shipped model.

// Try:
// 1. lesson.trainer(10): how far do ten minutes go?
// 2. ./lab train --minutes 5 --penalty 0.001: how much quieter does the decoder get, and what does it cost in BLEU?
// 3. ./lab table --checkpoint model.safetensors: the whole table for a model of yours.
