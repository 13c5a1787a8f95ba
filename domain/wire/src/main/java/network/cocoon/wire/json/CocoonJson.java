package network.cocoon.wire.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Id;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.TransferId;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * JSON as Cocoon writes it: ids bare text, {@link Bytes} unpadded base64url, {@link Nanoton} decimal strings,
 * {@link Digest} hexadecimal, times ISO-8601 with at most microseconds, absent instead of null, fields in the order of
 * the record. Reading is strict: unknown, missing, doubled and mistyped fields are refused.
 */
public final class CocoonJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(module())
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private CocoonJson() {}

    /** Thread-safe; shared. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    /** For a mapper built elsewhere: the same values, order and strictness for {@code network.cocoon} records. */
    public static JacksonModule module() {
        SimpleModule module = new RecordsModule();
        module.addSerializer(Id.class, new TextSerializer<>(Id.class, Id::value));
        text(module, AccountId.class, AccountId::value, AccountId::new);
        text(module, ClientKeyId.class, ClientKeyId::value, ClientKeyId::new);
        text(module, ModelId.class, ModelId::value, ModelId::new);
        text(module, PeriodId.class, PeriodId::value, PeriodId::new);
        text(module, NodeId.class, NodeId::value, NodeId::new);
        text(module, ProviderId.class, ProviderId::value, ProviderId::new);
        text(module, RequestId.class, RequestId::value, RequestId::new);
        text(module, TransferId.class, TransferId::value, TransferId::new);
        text(module, WorkerId.class, WorkerId::value, WorkerId::new);
        text(module, WorkerKeyId.class, WorkerKeyId::value, WorkerKeyId::new);
        text(module, Digest.class, Digest::hex, Digest::new);
        text(module, Bytes.class, Bytes::base64Url, Texts::bytes);
        text(module, Nanoton.class, Nanoton::toString, Texts::nanoton);
        text(module, Instant.class, Texts::instant, Texts::instant);
        text(module, LocalDate.class, LocalDate::toString, LocalDate::parse);
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Texts.Writer<T> writer, Texts.Reader<T> reader) {
        module.addSerializer(type, new TextSerializer<>(type, writer));
        module.addDeserializer(type, new TextDeserializer<>(type, reader));
    }
}
