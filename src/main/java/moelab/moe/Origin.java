package moelab.moe;

import moelab.routing.training.RouterTrainer;

/**
 * How the experts and routers were made.
 *
 * @param split what made the experts
 * @param router what made the routers
 * @param fineTuned whether the weights were trained further as experts
 */
record Origin(String split, String router, boolean fineTuned) {
    Origin withRouter(RouterTrainer trainer) {
        return new Origin(split, trainer.toString(), fineTuned);
    }

    Origin tuned(RouterTrainer trainer) {
        return new Origin(split, trainer.toString(), true);
    }

    @Override
    public String toString() {
        return split + " split, " + router + " router" + (fineTuned ? ", fine-tuned" : "");
    }
}
