package network.cocoon.commands.http;

import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;

/** JSON of the contract's own records by the contract's own strict rules; all other JSON of the process is not its business. */
final class WireJsonConverter extends JacksonJsonHttpMessageConverter {

    private static final String CONTRACT = "network.cocoon.wire.api";

    WireJsonConverter() {
        super(CocoonJson.mapper());
    }

    @Override
    public boolean canRead(ResolvableType type, @Nullable MediaType mediaType) {
        return isOurs(type.toClass()) && super.canRead(type, mediaType);
    }

    @Override
    public boolean canWrite(ResolvableType type, Class<?> valueClass, @Nullable MediaType mediaType) {
        return isOurs(valueClass) && super.canWrite(type, valueClass, mediaType);
    }

    private static boolean isOurs(Class<?> type) {
        return type.getPackageName().equals(CONTRACT);
    }
}
