package network.cocoon.workers.gpu.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenSink;

/** What an engine gave out. */
final class Heard implements TokenSink {

    final List<String> deltas = new ArrayList<>();
    final List<TokenUsage> owed = new ArrayList<>();
    Finish finish = new Finish(Finish.Reason.CANCELLED, new TokenUsage(0, 0, 0, 0));
    private final Runnable atText;

    Heard() {
        this(() -> {});
    }

    /** @param atText run at each piece, after it is kept */
    Heard(Runnable atText) {
        this.atText = atText;
    }

    /** Asks greedily. */
    static Heard ask(Engine engine, String question, int most, List<String> stop, Cancellation cancellation) {
        return new Heard().asked(engine, question, most, stop, Map.of(), cancellation);
    }

    /** @param bias by token id */
    Heard asked(
            Engine engine,
            String question,
            int most,
            List<String> stop,
            Map<Integer, Double> bias,
            Cancellation cancellation) {
        SamplingSettings sampling =
                new SamplingSettings(0, 1, 0, 0, 0, 1, OptionalLong.empty(), stop, 0, bias, OptionalInt.empty());
        List<ChatMessage> messages = List.of(new ChatMessage(ChatMessage.Role.USER, question));
        engine.generate(new Prompt(messages, sampling, most), this, cancellation);
        return this;
    }

    @Override
    public void text(String delta, TokenUsage usage) {
        deltas.add(delta);
        owed.add(usage);
        atText.run();
    }

    @Override
    public void finished(Finish end) {
        finish = end;
    }

    String text() {
        return String.join("", deltas);
    }
}
