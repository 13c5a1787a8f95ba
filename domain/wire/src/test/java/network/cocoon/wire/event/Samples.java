package network.cocoon.wire.event;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.TransferId;
import org.jspecify.annotations.Nullable;

/** One sample of every event, always the same: values that stand for themselves, records filled from their components. */
final class Samples {

    private static final PriceList PRICES =
            new PriceList(new ModelId("Qwen/Qwen3-0.6B"), 3, Nanoton.of(20), new Multipliers(1, 2, 3, 4), 5);

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(AccountId.class, new AccountId("app_" + "a".repeat(32))),
            Map.entry(ClientKeyId.class, new ClientKeyId("key_" + "b".repeat(64))),
            Map.entry(ModelId.class, new ModelId("Qwen/Qwen3-0.6B")),
            Map.entry(PeriodId.class, new PeriodId("2026-11-21")),
            Map.entry(TransferId.class, new TransferId("march-fees")),
            Map.entry(NodeId.class, new NodeId("node_" + "9".repeat(32))),
            Map.entry(ProviderId.class, new ProviderId("own_" + "c".repeat(32))),
            Map.entry(RequestId.class, new RequestId("d".repeat(32))),
            Map.entry(WorkerId.class, new WorkerId("gpu_" + "e".repeat(32))),
            Map.entry(WorkerKeyId.class, new WorkerKeyId("f".repeat(64))),
            Map.entry(Instant.class, Instant.parse("2026-11-21T01:02:03.456789Z")),
            Map.entry(LocalDate.class, LocalDate.parse("2026-11-21")),
            Map.entry(DayCount.class, new DayCount(LocalDate.parse("2026-11-21"), 7)),
            Map.entry(LaneMove.class, new LaneMove(2, 9, -1234)),
            Map.entry(SlotMove.class, new SlotMove(4, -1)),
            Map.entry(TokenUsage.class, new TokenUsage(11, 256, 33, 44)),
            Map.entry(Nanoton.class, Nanoton.of(9_007_199_254_740_993L)),
            Map.entry(Charge.class, new Charge(Nanoton.of(100), Nanoton.of(95), Nanoton.of(5))),
            Map.entry(PriceList.class, PRICES));

    private Samples() {}

    static Object of(Class<?> event) {
        return record(event, true);
    }

    /** The same with every {@code @Nullable} component absent. */
    static Object sparse(Class<?> event) {
        return record(event, false);
    }

    private static Object record(Class<?> type, boolean full) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean absent = !full && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class);
            values[i] = absent ? null : value(components[i].getGenericType(), components[i].getName(), full);
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static Object value(Type type, String name, boolean full) {
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0], name, full));
        }
        Class<?> raw = (Class<?>) type;
        if (VALUES.containsKey(raw)) {
            return VALUES.get(raw);
        }
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        if (raw == Digest.class) {
            return Digest.sha256(text);
        }
        if (raw == Bytes.class) {
            return Bytes.of(text);
        }
        if (raw == String.class) {
            return "the " + name + " \"ü\"";
        }
        if (raw == int.class) {
            return name.length();
        }
        if (raw == long.class) {
            return name.length() * 1_000_000_000_000L;
        }
        return raw.isEnum() ? raw.getEnumConstants()[0] : record(raw, full);
    }
}
