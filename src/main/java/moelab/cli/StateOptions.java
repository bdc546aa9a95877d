package moelab.cli;

import moelab.experiment.Settings;
import picocli.CommandLine.Option;

/** How many decoder states experts and routers are made from. A decoder state is the input of an FFN at one token. */
public final class StateOptions {
    @Option(
            names = "--states",
            paramLabel = "N",
            description = "decoder states that experts and routers are made from (default: ${DEFAULT-VALUE})")
    private int count = Settings.defaults().tokens();

    /** The former name of this option, which is still accepted. */
    @Option(names = "--tokens", hidden = true)
    void tokens(int states) {
        count = states;
    }

    /** Returns the number of states. */
    public int count() {
        return OptionRange.states(count);
    }
}
