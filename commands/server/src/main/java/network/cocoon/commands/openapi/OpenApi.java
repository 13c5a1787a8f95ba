package network.cocoon.commands.openapi;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.cocoon.wire.api.Problem;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/** Writes an OpenAPI 3.1 document of the calls that controllers take. */
final class OpenApi {

    private static final String CONTRACT = Problem.class.getPackageName();

    private final Schemas schemas = new Schemas();
    private final Map<String, Object> paths = new TreeMap<>();

    void add(RequestMappingInfo mapping, HandlerMethod handler) {
        for (String path : mapping.getPatternValues()) {
            if (path.startsWith("/v1/")) {
                mapping.getMethodsCondition().getMethods().forEach(method -> operations(path)
                        .put(method.name().toLowerCase(Locale.ROOT), operation(mapping, handler.getMethod())));
            }
        }
    }

    Map<String, Object> document() {
        Object problem = schemas.of(Problem.class);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Cocoon command API", "version", "v1"));
        document.put("paths", paths);
        document.put(
                "components",
                Map.of(
                        "schemas", schemas.all(),
                        "responses",
                                Map.of(
                                        "Problem",
                                        Map.of(
                                                "description",
                                                "Refused: see code and mustAct",
                                                "content",
                                                Map.of(Problem.CONTENT_TYPE, Map.of("schema", problem)))),
                        "securitySchemes", Map.of("bearer", Map.of("type", "http", "scheme", "bearer"))));
        document.put("security", List.of(Map.of("bearer", List.of()), Map.of()));
        return document;
    }

    @SuppressWarnings("unchecked") // only this class puts values into paths
    private Map<String, Object> operations(String path) {
        return (Map<String, Object>) paths.computeIfAbsent(path, _ -> new TreeMap<String, Object>());
    }

    private Map<String, Object> operation(RequestMappingInfo mapping, Method method) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", method.getDeclaringClass().getSimpleName() + "." + method.getName());
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add(parameter(parameter, "path"));
            }
            if (parameter.isAnnotationPresent(RequestParam.class)) {
                parameters.add(parameter(parameter, "query"));
            }
            if (parameter.isAnnotationPresent(RequestBody.class)) {
                Set<MediaType> consumes = mapping.getConsumesCondition().getConsumableMediaTypes();
                operation.put(
                        "requestBody",
                        Map.of("required", true, "content", content(parameter.getParameterizedType(), consumes)));
            }
        }
        operation.put("parameters", parameters);
        operation.put("responses", responses(mapping, method));
        return operation;
    }

    private Map<String, Object> parameter(Parameter parameter, String where) {
        return Map.of(
                "name", parameter.getName(), "in", where, "required", true, "schema", schemas.of(parameter.getType()));
    }

    private Map<String, Object> responses(RequestMappingInfo mapping, Method method) {
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
        HttpStatus code = status == null ? HttpStatus.OK : status.code();
        Map<String, Object> good = new LinkedHashMap<>();
        good.put("description", code.getReasonPhrase());
        if (method.getReturnType() != void.class) {
            good.put(
                    "content",
                    content(
                            answer(method.getGenericReturnType()),
                            mapping.getProducesCondition().getProducibleMediaTypes()));
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put(Integer.toString(code.value()), good);
        AlsoAnswered also = method.getAnnotation(AlsoAnswered.class);
        if (also != null) {
            responses.put(
                    Integer.toString(also.status()),
                    Map.of("description", also.when(), "content", Map.of(also.type(), Map.of())));
        }
        responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        return responses;
    }

    private static Type answer(Type declared) {
        return declared instanceof ParameterizedType wrapped && wrapped.getRawType() == ResponseEntity.class
                ? wrapped.getActualTypeArguments()[0]
                : declared;
    }

    private Map<String, Object> content(Type type, Set<MediaType> media) {
        boolean ours =
                type instanceof Class<?> record && record.getPackageName().equals(CONTRACT);
        String name = media.stream()
                .findFirst()
                .map(MediaType::toString)
                .orElse(ours ? MediaType.APPLICATION_JSON_VALUE : MediaType.APPLICATION_OCTET_STREAM_VALUE);
        return Map.of(name, ours ? Map.of("schema", schemas.of(type)) : Map.of());
    }
}
