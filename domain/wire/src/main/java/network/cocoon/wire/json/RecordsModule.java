package network.cocoon.wire.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.module.SimpleModule;

/** Our records: a component is required unless it is {@code @Nullable}, and fields keep the record's order. */
final class RecordsModule extends SimpleModule {

    RecordsModule() {
        super("cocoon");
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new Records());
    }

    private static final class Records extends NopAnnotationIntrospector {

        @Override
        public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            RecordComponent component = component(member);
            return component == null ? null : !isNullable(component);
        }

        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
            RecordComponent component = component(annotated);
            return (component == null || isNullable(component))
                    ? JsonSetter.Value.empty()
                    : JsonSetter.Value.forValueNulls(Nulls.FAIL);
        }

        @Override
        public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated annotated) {
            return (annotated instanceof AnnotatedClass type && isOurs(type.getRawType()))
                    ? JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_NULL)
                    : JsonInclude.Value.empty();
        }

        @Override
        public @Nullable Boolean findSerializationSortAlphabetically(MapperConfig<?> config, Annotated annotated) {
            return (annotated instanceof AnnotatedClass type && isOurs(type.getRawType())) ? Boolean.FALSE : null;
        }

        @Override
        public Version version() {
            return Version.unknownVersion();
        }

        private static @Nullable RecordComponent component(Annotated annotated) {
            if (annotated instanceof AnnotatedParameter parameter && isOurs(parameter.getDeclaringClass())) {
                RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
                if (parameter.getOwner().getParameterCount() == components.length) {
                    return components[parameter.getIndex()];
                }
            }
            return null;
        }

        private static boolean isOurs(Class<?> type) {
            return type.isRecord() && type.getName().startsWith("network.cocoon.");
        }

        private static boolean isNullable(RecordComponent component) {
            return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        }
    }
}
