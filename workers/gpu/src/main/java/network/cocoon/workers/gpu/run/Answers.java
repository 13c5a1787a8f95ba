package network.cocoon.workers.gpu.run;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.wire.chat.EmbeddingPayload;
import network.cocoon.wire.chat.RequestPayload;
import network.cocoon.workers.gpu.chat.AnswerSplitter;
import network.cocoon.workers.gpu.engine.Engine;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.feed.Revocation;

/** Has an engine answer what was sealed, and sends what it gives. */
final class Answers {

    private final Engine engine;
    private final InstantSource clock;

    Answers(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Prompts and answers together stay within the header. */
    Answered give(RequestPayload asked, Header header, SealedFrames frames, Revocation revocation)
            throws IOException, AttemptFailed {
        return switch (asked) {
            case ChatPayload chat -> words(chat, header.maxTokens(), frames, revocation);
            case EmbeddingPayload texts -> vectors(texts, header.maxTokens(), frames, revocation);
        };
    }

    /** One answer after the other. */
    private Answered words(ChatPayload payload, int maxTokens, SealedFrames frames, Revocation revocation)
            throws IOException, AttemptFailed {
        AnswerStream stream = new AnswerStream(frames, clock);
        int choices = payload.choices() == null ? 1 : payload.choices();
        int spent = 0;
        for (int choice = 0; ; choice++) {
            Finish finish = generate(payload, choice, maxTokens - spent, stream, revocation);
            boolean cancelled = finish.reason() == Finish.Reason.CANCELLED;
            if (!cancelled) {
                requireWithin(finish, maxTokens);
                stream.done(finish);
            }
            if (cancelled || choice + 1 == choices) {
                return new Answered(finish, Optional.ofNullable(stream.firstText()));
            }
            spent = finish.usage().completion() + finish.usage().reasoning();
            stream.next();
        }
    }

    private Finish generate(ChatPayload payload, int choice, int maxTotal, AnswerStream stream, Revocation revocation)
            throws AttemptFailed {
        try {
            engine.generate(
                    Prompts.of(payload, engine.defaults(), choice, maxTotal),
                    new AnswerSplitter(stream),
                    revocation::revoked);
        } catch (EngineException e) {
            throw AttemptFailed.of(e);
        } catch (IllegalArgumentException e) {
            throw new AttemptFailed(FailureCode.UNSUPPORTED_REQUEST);
        }
        return ended(stream.finish());
    }

    private Answered vectors(EmbeddingPayload payload, int maxTokens, SealedFrames frames, Revocation revocation)
            throws AttemptFailed {
        VectorStream stream = new VectorStream(payload.inputs().size(), frames, clock);
        try {
            engine.embed(Prompts.of(payload, maxTokens), stream, revocation::revoked);
        } catch (EngineException e) {
            throw AttemptFailed.of(e);
        }
        Finish finish = ended(stream.finish());
        requireWithin(finish, maxTokens);
        return new Answered(finish, stream.first());
    }

    private static void requireWithin(Finish finish, int maxTokens) throws AttemptFailed {
        if (finish.usage().total() > maxTokens) {
            throw new AttemptFailed(FailureCode.BAD_ENVELOPE);
        }
    }

    private static Finish ended(Optional<Finish> finish) throws AttemptFailed {
        return finish.orElseThrow(() -> new AttemptFailed(FailureCode.ENGINE_FAILED));
    }
}
