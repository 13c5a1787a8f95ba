package network.cocoon.wire.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.TransferId;
import org.jspecify.annotations.Nullable;

/** The types that are read from their own spelling. Any other type leaves its record to the full reader. */
final class Shapes {

    /** @param shape null where the type is not read here */
    record Known(@Nullable Shape shape) {}

    private static final Map<Class<?>, Shape> VALUES = Map.ofEntries(
            Map.entry(int.class, in -> Math.toIntExact(in.number())),
            Map.entry(long.class, Cursor::number),
            Map.entry(String.class, Cursor::text),
            Map.entry(AccountId.class, new Remembered(AccountId::new)),
            Map.entry(ClientKeyId.class, new Remembered(ClientKeyId::new)),
            Map.entry(ModelId.class, new Remembered(ModelId::new)),
            Map.entry(NodeId.class, new Remembered(NodeId::new)),
            Map.entry(PeriodId.class, in -> new PeriodId(in.text())),
            Map.entry(ProviderId.class, new Remembered(ProviderId::new)),
            Map.entry(RequestId.class, in -> new RequestId(in.text())),
            Map.entry(TransferId.class, in -> new TransferId(in.text())),
            Map.entry(WorkerId.class, new Remembered(WorkerId::new)),
            Map.entry(WorkerKeyId.class, new Remembered(WorkerKeyId::new)),
            Map.entry(Digest.class, Cursor::digest),
            Map.entry(Bytes.class, Cursor::bytes),
            Map.entry(Nanoton.class, Cursor::nanoton),
            Map.entry(Instant.class, Cursor::instant),
            Map.entry(LocalDate.class, new Remembered(LocalDate::parse)));

    private Shapes() {}

    static @Nullable Shape of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Shape item = of(list.getActualTypeArguments()[0]);
            return item == null ? null : in -> list(in, item);
        }
        if (!(type instanceof Class<?> raw)) {
            return null;
        }
        Shape value = VALUES.get(raw);
        if (value != null) {
            return value;
        }
        return raw.isRecord() && raw.getName().startsWith("network.cocoon.")
                ? RecordShape.of(raw)
                : raw.isEnum() ? constants(raw) : null;
    }

    private static Object list(Cursor in, Shape item) {
        List<Object> items = new ArrayList<>(4);
        in.expect('[');
        if (!in.skip(']')) {
            do {
                items.add(item.read(in));
            } while (in.skip(','));
            in.expect(']');
        }
        return items;
    }

    private static @Nullable Shape constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            if (!name.equals(constant.toString())) {
                return null; // the full reader goes by what it prints
            }
            constants.put(name, constant);
        }
        return in -> {
            Object constant = constants.get(in.text());
            if (constant == null) {
                throw new NotCanonicalException();
            }
            return constant;
        };
    }
}
