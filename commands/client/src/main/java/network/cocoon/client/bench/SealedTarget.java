package network.cocoon.client.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.client.ask.Answer;
import network.cocoon.client.ask.AskException;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.ask.Question;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.ChatPayload;

/** The network itself, by the real protocol, each request by the next of its apps. */
final class SealedTarget implements Target {

    private static final int COEFFICIENT = 4000;

    private final List<Asker> apps;
    private final AtomicInteger turn = new AtomicInteger();
    private final Question question;

    SealedTarget(List<Asker> apps, BenchOptions options) {
        this.apps = List.copyOf(apps);
        this.question = new Question(
                options.model(),
                List.of(new ChatPayload.Message("user", options.prompt())),
                new ChatPayload.Sampling(null, null, null, null, null, null),
                OptionalInt.of(options.frames()),
                COEFFICIENT,
                options.timeout(),
                Optional.empty());
    }

    @Override
    public void ask(Sample sample) throws Failure {
        Asker asker = apps.get(Math.floorMod(turn.getAndIncrement(), apps.size()));
        try (Answer answer = asker.ask(question)) {
            for (Optional<ChatFrame> frame = answer.next(); frame.isPresent(); frame = answer.next()) {
                if (frame.get() instanceof ChatFrame.Delta) {
                    sample.text();
                }
            }
            sample.acknowledged(answer.acknowledgements());
        } catch (AskException e) {
            throw new Failure(e.code().name());
        }
    }
}
