package network.cocoon.workers.operator.gateway;

import com.google.gson.JsonParseException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.AccountSnapshot.Status;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonFailure;
import org.jspecify.annotations.Nullable;
import org.ton.ton4j.toncenter.TonCenter;
import org.ton.ton4j.toncenter.TonCenterApiException;
import org.ton.ton4j.toncenter.TonResponse;
import org.ton.ton4j.toncenter.model.AddressInformationResponse;
import org.ton.ton4j.toncenter.model.RunGetMethodResponse;
import org.ton.ton4j.toncenter.model.TransactionResponse;

/** A server of toncenter's API v2, by ton4j's client. Nothing of an answer is repeated in a failure. */
final class TonCenterServer implements TonServer, AutoCloseable {

    private static final int MASTERCHAIN = -1;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    private final EndpointSettings settings;
    private final TonCenter client;

    TonCenterServer(EndpointSettings settings) {
        this(settings, EndpointSettings.MAX_ANSWER);
    }

    TonCenterServer(EndpointSettings settings, int maxAnswer) {
        this.settings = settings;
        this.client = BoundedTonCenter.open(settings, maxAnswer);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public AccountSnapshot account(TonAddress address) {
        return ask(() -> client.getAddressInformation(address.raw()), answer -> snapshot(address, answer));
    }

    @Override
    public List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit) {
        String hash = Base64.getEncoder().encodeToString(newest.hash().raw());
        try {
            return ask(
                    () -> client.getTransactions(account.raw(), limit, newest.lt(), hash, null, true),
                    answer -> transactions(account, answer, limit));
        } catch (NotThere e) {
            return List.of();
        }
    }

    @Override
    public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
        return ask(
                () -> client.runGetMethod(address.raw(), method, StackCodec.arguments(arguments)),
                TonCenterServer::getMethod);
    }

    @Override
    public SendAnswer send(Cell message) {
        String boc = Base64.getEncoder().encodeToString(message.toBoc());
        try {
            return ask(() -> client.sendBoc(boc), _ -> SendAnswer.TAKEN);
        } catch (NotAccepted e) {
            return SendAnswer.NOT_ACCEPTED;
        }
    }

    private static AccountSnapshot snapshot(TonAddress address, AddressInformationResponse answer) {
        Optional<Cell> code = cell(answer.getCode());
        boolean frozen =
                answer.getFrozenHash() != null && !answer.getFrozenHash().isEmpty();
        var block = answer.getBlockId();
        var last = answer.getLastTransactionId();
        require(block.getWorkchain() == MASTERCHAIN && block.getSeqno() >= 0);
        // Another server writes -1 for no account at all.
        BigInteger balance = new BigInteger(answer.getBalance()).max(BigInteger.ZERO);
        long lt = Long.parseLong(last.getLt());
        return new AccountSnapshot(
                address,
                code.isPresent() ? Status.ACTIVE : frozen ? Status.FROZEN : Status.UNINITIALISED,
                Nanoton.of(balance),
                code,
                code.isPresent() ? cell(answer.getData()) : Optional.empty(),
                lt == 0 ? Cursor.START : new Cursor(lt, digest(last.getHash())),
                new ChainHead(block.getSeqno(), Instant.ofEpochSecond(answer.getSyncUtime())));
    }

    private static List<ChainTransaction> transactions(
            TonAddress account, List<TransactionResponse> answer, int limit) {
        require(answer.size() <= limit);
        List<ChainTransaction> transactions = new ArrayList<>(answer.size());
        for (TransactionResponse each : answer) {
            ChainTransaction read = TransactionReader.read(bytes(each.getData()), account);
            var id = each.getTransactionId();
            if (!read.id().equals(new Cursor(Long.parseLong(id.getLt()), digest(id.getHash())))) {
                throw new TonFailure(TonFailure.Code.ANSWER_FALSE, "a transaction is not the one that it is called");
            }
            transactions.add(read);
        }
        return transactions;
    }

    private static GetMethodAnswer getMethod(RunGetMethodResponse answer) {
        GetMethodAnswer read = new GetMethodAnswer(answer.getExitCode(), List.of());
        return read.success() ? new GetMethodAnswer(read.exitCode(), StackCodec.results(answer.getStack())) : read;
    }

    private static Optional<Cell> cell(@Nullable String base64) {
        return base64 == null || base64.isEmpty()
                ? Optional.empty()
                : Optional.of(LooseCells.read(bytes(base64)).root());
    }

    private static Digest digest(String base64) {
        return Digest.of(bytes(base64));
    }

    static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not what the API promises");
        }
    }

    private interface Reading<A, T> {
        T of(A answer);
    }

    /** ton4j and Gson throw whatever comes up, null pointers among it, on an answer that is not as it should be. */
    @SuppressWarnings("NullAway")
    private static <A, T> T ask(Supplier<TonResponse<A>> call, Reading<A, T> reading) {
        try {
            return reading.of(call.get().getResult());
        } catch (TonFailure | NotThere | NotAccepted e) {
            throw e;
        } catch (TonCenterApiException e) {
            throw refused(e);
        } catch (RuntimeException e) {
            throw unreadable(e);
        } catch (StackOverflowError e) {
            throw new TonFailure(TonFailure.Code.ANSWER_UNREADABLE, "an answer is nested too deeply");
        }
    }

    private static RuntimeException refused(TonCenterApiException e) {
        Integer code = e.getErrorCode();
        String text = String.valueOf(e.getMessage());
        // As toncenter passes on what the lite server says.
        if (text.contains("cannot apply external message") || text.contains("External message was not accepted")) {
            return new NotAccepted();
        }
        if (text.contains("cannot find transaction")
                || text.contains("cannot compute block with specified transaction")) {
            return new NotThere();
        }
        if (code == null || code >= SERVER_ERROR || code == REQUEST_TIMEOUT) {
            return new TonFailure(TonFailure.Code.SERVER_FAILED, "the server failed with code " + code);
        }
        return switch (code) {
            case TOO_MANY_REQUESTS -> new TonFailure(TonFailure.Code.RATE_LIMITED, "the server asks to be left alone");
            case NOT_FOUND -> new NotThere();
            default -> new TonFailure(TonFailure.Code.REQUEST_REFUSED, "the server refuses with code " + code);
        };
    }

    private static TonFailure unreadable(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedTonCenter.TooLarge) {
                return new TonFailure(TonFailure.Code.ANSWER_TOO_LARGE, "an answer is larger than is read");
            }
            if (cause instanceof JsonParseException) {
                break;
            }
            if (cause instanceof IOException) {
                return new TonFailure(TonFailure.Code.UNREACHABLE, "the server was not reached in time");
            }
        }
        return new TonFailure(TonFailure.Code.ANSWER_UNREADABLE, "an answer is not what the API promises");
    }

    /** The server does not have it. */
    private static final class NotThere extends RuntimeException {
        NotThere() {
            super("not there", null, false, false);
        }
    }

    /** The contract refused the message when the server tried it. */
    private static final class NotAccepted extends RuntimeException {
        NotAccepted() {
            super("not accepted", null, false, false);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
