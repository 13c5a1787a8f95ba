package network.cocoon.wire.event;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.TransferId;
import org.jspecify.annotations.Nullable;

/** Events of every kind with random values, in plain ASCII; components that may be absent are, half the time. */
final class RandomEvents {

    private static final Map<Class<?>, Function<Random, Object>> VALUES = Map.ofEntries(
            Map.entry(AccountId.class, r -> new AccountId("app_" + hex(r, 16))),
            Map.entry(ClientKeyId.class, r -> new ClientKeyId("key_" + hex(r, 32))),
            Map.entry(ModelId.class, r -> new ModelId("Qwen/Qwen3-" + r.nextInt(100) + "B")),
            Map.entry(NodeId.class, r -> new NodeId("node_" + hex(r, 16))),
            Map.entry(PeriodId.class, r -> new PeriodId(day(r).toString())),
            Map.entry(TransferId.class, r -> new TransferId("t-" + r.nextInt(100))),
            Map.entry(ProviderId.class, r -> new ProviderId("own_" + hex(r, 16))),
            Map.entry(RequestId.class, r -> new RequestId(hex(r, 16))),
            Map.entry(WorkerId.class, r -> new WorkerId("gpu_" + hex(r, 16))),
            Map.entry(WorkerKeyId.class, r -> new WorkerKeyId(hex(r, 32))),
            Map.entry(Digest.class, r -> new Digest(hex(r, 32))),
            Map.entry(Bytes.class, r -> Bytes.of(raw(r, r.nextInt(80)))),
            Map.entry(Nanoton.class, r -> Nanoton.of(r.nextLong() >>> (1 + r.nextInt(63)))),
            Map.entry(SlotMove.class, r -> new SlotMove(1 + r.nextInt(100), r.nextBoolean() ? 1 : -1)),
            Map.entry(
                    PriceList.class,
                    r -> new PriceList(
                            new ModelId("m"),
                            1 + r.nextInt(9),
                            Nanoton.of(r.nextInt() & 0xffffff),
                            new Multipliers(r.nextInt(20_000), r.nextInt(20_000), r.nextInt(20_000), r.nextInt(20_000)),
                            r.nextInt(101))),
            Map.entry(Charge.class, r -> charge(r.nextInt() & 0xffffff, r.nextInt() & 0xfffff)),
            Map.entry(Instant.class, RandomEvents::time),
            Map.entry(LocalDate.class, RandomEvents::day),
            Map.entry(
                    String.class, r -> "a text / of {" + r.nextInt() + "}, [any] length: " + "x".repeat(r.nextInt(9))),
            Map.entry(int.class, r -> 1 + (r.nextInt() >>> (1 + r.nextInt(30)))),
            Map.entry(long.class, r -> 1 + (r.nextLong() >>> (5 + r.nextInt(58)))));

    private RandomEvents() {}

    static Object of(Class<?> type, Random random) {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean absent =
                    components[i].getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextBoolean();
            values[i] = absent ? null : value(components[i], random);
        }
        try {
            var constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("no such values for " + type, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static Object value(RecordComponent component, Random random) {
        return component.getName().equals("window")
                ? 1 + random.nextInt(Head.MAX_WINDOW)
                : value(component.getGenericType(), random);
    }

    private static Object value(Type type, Random random) {
        if (type instanceof ParameterizedType list) {
            List<Object> items = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(value(list.getActualTypeArguments()[0], random));
            }
            return items;
        }
        Class<?> raw = (Class<?>) type;
        Function<Random, Object> known = VALUES.get(raw);
        if (known != null) {
            return known.apply(random);
        }
        return raw.isEnum() ? raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)] : of(raw, random);
    }

    private static Charge charge(long reward, long fee) {
        return new Charge(Nanoton.of(reward + fee), Nanoton.of(reward), Nanoton.of(fee));
    }

    private static Instant time(Random random) {
        Instant time = Instant.ofEpochSecond(random.nextInt() & 0x7fffffffL, random.nextInt(1_000_000_000));
        return time.truncatedTo(
                switch (random.nextInt(3)) {
                    case 0 -> ChronoUnit.SECONDS;
                    case 1 -> ChronoUnit.MILLIS;
                    default -> ChronoUnit.MICROS;
                });
    }

    private static LocalDate day(Random random) {
        return LocalDate.ofEpochDay(random.nextInt(40_000));
    }

    private static String hex(Random random, int bytes) {
        return HexFormat.of().formatHex(raw(random, bytes));
    }

    private static byte[] raw(Random random, int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return raw;
    }
}
